//! What the commands share that start and end listening: each name gets a confirmation of its own, with the number of
//! channels and patterns (or of shard channels) the client then listens to.

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::store::Listen;

/// Starts listening to every name, in order; what is listened to already is just confirmed again.
pub(super) fn start(listen: Listen, names: Args<'_>, context: &mut Context<'_, '_>) -> Flow {
    for Word { bytes: name, .. } in names.words() {
        let client = context.client;
        if context.channels.subscribe(listen, name, client.0) {
            context.emit(|| Event::Subscribed {
                client,
                channel: name.into(),
            });
        }
        let sign = match listen {
            Listen::Exact => "subscribe",
            Listen::Pattern => "psubscribe",
            Listen::Shard => "ssubscribe",
        };
        confirm(context, listen, sign, Some(name));
    }
    Flow::Done
}

/// Stops listening to every name, in order, whether it was listened to or not; without names, to all of this kind.
pub(super) fn stop(listen: Listen, names: Args<'_>, context: &mut Context<'_, '_>) -> Flow {
    let sign = match listen {
        Listen::Exact => "unsubscribe",
        Listen::Pattern => "punsubscribe",
        Listen::Shard => "sunsubscribe",
    };
    for Word { bytes: name, .. } in names.words() {
        end(listen, name, context);
        confirm(context, listen, sign, Some(name));
    }
    if names.is_empty() {
        // Redis goes by its hash order here, which means nothing; byte order is as good and always the same.
        let held = context.channels.of(listen, context.client.0);
        for name in &held {
            end(listen, name, context);
            confirm(context, listen, sign, Some(name));
        }
        if held.is_empty() {
            confirm(context, listen, sign, None);
        }
    }
    Flow::Done
}

fn end(listen: Listen, name: &[u8], context: &mut Context<'_, '_>) {
    let client = context.client;
    if context.channels.unsubscribe(listen, name, client.0) {
        context.emit(|| Event::Unsubscribed {
            client,
            channel: name.into(),
        });
    }
}

fn confirm(context: &mut Context<'_, '_>, listen: Listen, sign: &str, name: Option<&[u8]>) {
    let client = context.client;
    let held = context.channels.count_with(listen, client.0);
    let out = context.out();
    // As with messages, also to who wants no replies.
    out.select(client);
    out.push(3);
    out.bulk(sign.as_bytes());
    match name {
        Some(name) => out.bulk(name),
        None => out.nil(),
    }
    out.count(held);
}

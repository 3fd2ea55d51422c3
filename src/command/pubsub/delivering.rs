//! What PUBLISH and SPUBLISH share: handing one message out and telling the sender how often.

use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::store::Bytes;
use crate::wire::ClientId;

/// One delivery: to whom, and by which pattern if not by the channel's own name.
pub(super) type Delivery = (ClientId, Option<Bytes>);

/// Replies how many deliveries there are, and makes them; `kind` is the word they begin with.
pub(super) fn send(
    context: &mut Context<'_, '_>,
    kind: &str,
    channel: &[u8],
    message: &[u8],
    deliveries: &[Delivery],
) -> Flow {
    context.emit(|| Event::Published {
        channel: channel.into(),
        receivers: deliveries.len(),
    });
    context.out().count(deliveries.len());
    let asking = context.client;
    for (client, pattern) in deliveries {
        let out = context.out();
        if *client == asking {
            // A message to oneself must not get into the reply, or into EXEC's (7.0 let it).
            out.select_behind(*client);
        } else {
            out.select(*client);
        }
        out.push(if pattern.is_some() { 4 } else { 3 });
        match pattern {
            Some(pattern) => {
                out.bulk(b"pmessage");
                out.bulk(pattern);
            }
            None => out.bulk(kind.as_bytes()),
        }
        out.bulk(channel);
        out.bulk(message);
    }
    context.out().select(asking);
    Flow::Done
}

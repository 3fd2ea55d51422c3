//! What a command may want of connections: its own or another's. The command's file says what; doing it is the
//! engine's business.

use crate::store::{Bytes, Millis};
use crate::wire::{ClientId, Protocol};

/// What a command wants of its own connection, or of the server as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    /// Queue what follows.
    Multi,
    /// Run the queue.
    Exec,
    /// Forget the queue.
    Discard,
    /// Look at these keys until EXEC.
    Watch(Vec<Bytes>),
    /// Look no longer.
    Unwatch,
    /// Use the database with this number.
    Select(usize),
    /// Introduce the two sides to each other.
    Hello(Hello),
    /// Prove who one is.
    Login(Login),
    /// Be as a new connection.
    Reset,
    /// Close the connection.
    Quit,
    /// Be called this; no name if it is empty.
    SetName(Bytes),
    /// Tell the name.
    GetName,
    /// Note what library speaks.
    SetLibrary(Library, Bytes),
    /// Describe clients.
    List(Listed),
    /// Close connections.
    Kill(Kill),
    /// End another client's wait.
    Unblock {
        /// Whose.
        client: ClientId,
        /// With the error instead of the reply of a wait that is over.
        error: bool,
    },
    /// Change a mode of the connection.
    Mode(Mode, bool),
    /// What is to be answered from now on.
    Replies(Replies),
    /// Hold back what clients say from now on, or no longer.
    Pause(Option<Pause>),
    /// Describe the server: these sections, in capitals or not; the usual ones if none is named.
    Report(Vec<Bytes>),
    /// Forget the counts of what happened so far.
    ResetCounts,
    /// Show every command that is run.
    Monitor,
    /// End the server.
    Shutdown,
}

/// CLIENT PAUSE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Until when, Unix ms.
    pub until: Millis,
    /// Everything, or only what writes.
    pub all: bool,
}

/// HELLO.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hello {
    /// The protocol asked for; none leaves it as it is.
    pub protocol: Option<Protocol>,
    /// Who asks, if he says so.
    pub login: Option<Login>,
    /// What to be called.
    pub name: Option<Bytes>,
}

/// A user's name and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The user; none is the default user, and only right where a password is set.
    pub user: Option<Bytes>,
    /// The password.
    pub password: Bytes,
}

/// What CLIENT SETINFO sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// `LIB-NAME`
    Name,
    /// `LIB-VER`
    Version,
}

/// Which clients CLIENT LIST and CLIENT INFO describe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// All, or those of one type.
    All(Option<ClientType>),
    /// These, in this order; unknown ones are left out.
    Some(Vec<ClientId>),
    /// Whoever asks.
    Own,
}

/// The types of clients that Redis tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientType {
    /// Asks and is answered.
    Normal,
    /// Listens to channels.
    PubSub,
    /// Masters and replicas, of which there are none here.
    Replication,
}

impl ClientType {
    /// The type called `name`, in any case.
    pub fn named(name: &[u8]) -> Option<ClientType> {
        match &*name.to_ascii_lowercase() {
            b"normal" => Some(ClientType::Normal),
            b"pubsub" => Some(ClientType::PubSub),
            b"master" | b"slave" | b"replica" => Some(ClientType::Replication),
            _ => None,
        }
    }
}

/// Which connections CLIENT KILL closes: those that fit all that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kill {
    /// With this number.
    pub client: Option<ClientId>,
    /// From this address.
    pub address: Option<Bytes>,
    /// To this address.
    pub own_address: Option<Bytes>,
    /// Of this type.
    pub kind: Option<ClientType>,
    /// At least so many seconds old.
    pub age: Option<i64>,
    /// Whether whoever asks is spared.
    pub spares_asker: bool,
    /// The old form, which names one address and answers with OK.
    pub one: bool,
}

/// Modes of a connection that change nothing here but what CLIENT LIST says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `CLIENT NO-EVICT`
    NoEvict,
    /// `CLIENT NO-TOUCH`
    NoTouch,
}

/// What a client is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Replies {
    /// Everything.
    #[default]
    On,
    /// Nothing.
    Off,
    /// Everything but this command and the next.
    Skip,
    /// Everything but the command that was said last, however long it takes.
    Skipping,
}

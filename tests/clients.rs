//! Programs written with client libraries, as people write them, against `xtutor serve` and against redis-server 8.0:
//! both must print the same. The programs are in `tests/clients`; `.ci/clients` installs the libraries.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/server.rs"]
mod server;

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use server::Served;

/// A redis-server 8.0 on a port of its own, stopped when dropped.
struct Redis {
    child: Child,
    port: u16,
}

impl Redis {
    fn start(program: &Path) -> Redis {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = Command::new(program)
            .args([
                "--port",
                &port.to_string(),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
            ])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..400 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(25));
        }
        Redis { child, port }
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is needed: the folder with the libraries and the server, or nothing and a word about what is missing, which is an
/// error where that is `required`.
fn needed(library: &str, required: bool) -> Option<(PathBuf, PathBuf)> {
    let path = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let servers = path("XTUTOR_SERVERS").map(|folder| folder.join("clients"));
    let clients = path("XTUTOR_CLIENTS")
        .or(servers)
        .filter(|folder| folder.join(library).exists());
    let server = path("XTUTOR_REDIS_8").filter(|program| program.exists());
    let missing = match (&clients, &server) {
        (Some(_), Some(_)) => return clients.zip(server),
        (None, _) => library,
        (_, None) => "redis-server 8.0",
    };
    assert!(
        !required || std::env::var_os("XTUTOR_REQUIRE_SERVERS").is_none(),
        "{missing} is required and missing"
    );
    // Past the test harness's capture: who runs the tests should see it.
    let _ = writeln!(std::io::stderr(), "skipped: {missing} not found");
    None
}

fn printed(mut command: Command, port: u16, arguments: &[&str]) -> String {
    let output = command.arg(port.to_string()).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn same(redis: &Path, command: impl Fn() -> Command, arguments: &[&str]) -> String {
    let real = Redis::start(redis);
    let served = Served::start(&[]);
    let wanted = printed(command(), real.port, arguments);
    assert_eq!(printed(command(), served.port, arguments), wanted);
    wanted
}

#[test]
fn programs_in_python_see_no_difference() {
    let Some((clients, server)) = needed("venv", true) else {
        return;
    };
    for protocol in ["2", "3"] {
        let command = || {
            let mut command = Command::new(clients.join("venv/bin/python"));
            command.arg("tests/clients/programs.py");
            command
        };
        let printed = same(&server, command, &[protocol]);
        assert!(printed.contains("left by the crash: 4\n"), "{printed}");
        assert!(printed.contains("done once each: True\n"), "{printed}");
    }
}

#[test]
fn programs_in_go_see_no_difference() {
    // Go is not asked for everywhere.
    let Some((clients, server)) = needed("go/programs", false) else {
        return;
    };
    for protocol in ["2", "3"] {
        let printed = same(&server, || Command::new(clients.join("go/programs")), &[protocol]);
        assert!(printed.contains("done once each: true\n"), "{printed}");
    }
}

#[test]
fn programs_in_javascript_see_no_difference() {
    let Some((clients, server)) = needed("node_modules", true) else {
        return;
    };
    // A module finds its libraries beside itself.
    let program = clients.join("programs.mjs");
    std::fs::copy("tests/clients/programs.mjs", &program).unwrap();
    let command = || {
        let mut command = Command::new("node");
        command.arg(&program);
        command
    };
    let printed = same(&server, command, &[]);
    assert!(printed.contains("# node-redis\n"), "{printed}");
}

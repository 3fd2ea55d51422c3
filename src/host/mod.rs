//! Where it runs: arguments, the one loop, threads, files, the real clock. The only room with I/O.

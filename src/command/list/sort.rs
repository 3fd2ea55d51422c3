//! SORT (streams.md E.4): shows or stores the elements of a list in order.

use super::sorting::{ALPHA, BY, GET, KEY, LIMIT, ORDER, Sort, Stores};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SORT",
    arity: -2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Shows the elements of a list in order, numbers unless ALPHA is given, or stores them in another list",
    example: "SORT jobs ALPHA",
    syntax: &[
        KEY,
        BY,
        LIMIT,
        GET,
        ORDER,
        ALPHA,
        Syntax::Optional(&[Syntax::Word("STORE"), Syntax::Value("destination", Holds::List)]),
    ],
    subcommands: &[],
    check: |args| Sort::parse(args, Stores::Perhaps).map(drop),
    run: |args, context| Sort::parse(args, Stores::Perhaps)?.run(context),
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn numbers_words_and_what_other_keys_hold() {
        Rig::new().transcript(
            r#"
> RPUSH l 3 20 1
(integer) 3
> SORT l
1) "1"
2) "3"
3) "20"
> SORT l DESC LIMIT 0 2
1) "20"
2) "3"
> SORT_RO l ALPHA
1) "1"
2) "20"
3) "3"
> SET weight_3 1
OK
> SET weight_1 2
OK
> SET name_20 twenty
OK
> SORT l BY weight_* GET # GET name_*
1) "20"
2) "twenty"
3) "3"
4) (nil)
5) "1"
6) (nil)
> SORT l BY nosort DESC LIMIT 0 2
1) "1"
2) "20"
> SORT l GET name_* STORE l
(integer) 3
> LRANGE l 0 -1
1) ""
2) ""
3) "twenty"
> SORT l
(error) ERR One or more scores can't be converted into double
> SORT l BY x LIMIT 5 5 STORE l
(integer) 0
> EXISTS l
(integer) 0
> SORT missing
(empty array)
> SORT weight_1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> SORT l LIMIT 0
(error) ERR syntax error
> SORT l LIMIT 0 x
(error) ERR value is not an integer or out of range
> SORT_RO l STORE m
(error) ERR syntax error
"#,
        );
    }
}

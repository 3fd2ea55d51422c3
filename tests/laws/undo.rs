//! What undo and redo of changes rest on: a step that is said to have left nothing behind has left nothing behind.

use super::*;
use xtutor::lab::Trace;

/// Everything one could see change: panes, keys and values of every database. The clock stands still.
fn left(lab: &Lab) -> (Vec<Scene>, String) {
    let databases: Vec<String> = (0..16)
        .map(|number| format!("{:?}", lab.engine().db(number)))
        .collect();
    (seen(lab).0, databases.join("\n"))
}

fn still_lab(seed: u64) -> Lab {
    let mut lab = Lab::new(Clock::held(NOW, 0), lab_for(seed).profile(), Protocol::Resp2);
    for name in ["shop", "worker-1", "worker-2"] {
        lab.act(Action::Open(name.to_owned()), NOW);
    }
    lab.settle();
    lab
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_step_without_a_trace_changed_nothing(seed in any::<u64>()) {
        let mut lab = still_lab(seed);
        for action in actions(seed) {
            let before = left(&lab);
            lab.act(action.clone(), NOW);
            if lab.trace(lab.steps().0 - 1) != Some(Trace::Change) {
                prop_assert!(left(&lab) == before, "{:?}", said(&action));
            }
        }
    }

    #[test]
    fn undo_of_changes_stops_before_each_of_them_and_redo_behind_each(seed in any::<u64>()) {
        let mut lab = still_lab(seed);
        let mut states = vec![seen(&lab)];
        for action in actions(seed) {
            lab.act(action, NOW);
            states.push(seen(&lab));
        }
        let all = lab.steps().1;
        let changes: Vec<usize> = (0..all).filter(|at| lab.trace(*at) == Some(Trace::Change)).collect();
        for at in changes.iter().rev() {
            let before = lab.steps().0;
            let undone = lab.undo_changes(1, |_| false).expect("a change");
            prop_assert_eq!((undone.step, undone.with.total()), (*at, before - at - 1));
            prop_assert!(seen(&lab) == states[*at]);
        }
        prop_assert!(lab.undo_changes(1, |_| false).is_none());
        for (number, at) in changes.iter().enumerate() {
            let before = lab.steps().0;
            let to = changes.get(number + 1).copied().unwrap_or(all);
            let redone = lab.redo_changes(1, |_| false).expect("a change");
            prop_assert_eq!((redone.step, redone.with.total()), (to, to - before - 1));
            prop_assert!(*at < to && seen(&lab) == states[to]);
        }
        prop_assert!(lab.redo_changes(1, |_| false).is_none());
    }

    #[test]
    fn what_was_undone_comes_again_as_it_was_whatever_was_looked_at_meanwhile(seed in any::<u64>()) {
        let mut lab = still_lab(seed);
        let actions = actions(seed);
        for action in &actions {
            lab.act(action.clone(), NOW);
        }
        let (end, all) = (left(&lab), lab.steps().1);
        let to = all / 2;
        lab.seek(to);
        let here = left(&lab);
        for action in &actions {
            let mut trial = lab.fork();
            trial.act(action.clone(), NOW);
            if trial.trace(0) != Some(Trace::Change) {
                lab.act(action.clone(), NOW);
                prop_assert!(lab.steps() == (to, all) && left(&lab) == here, "{:?}", said(action));
            }
        }
        while lab.redo().is_some() {}
        prop_assert!(left(&lab) == end);
    }
}

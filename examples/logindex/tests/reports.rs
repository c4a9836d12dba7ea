use logindex::visit::{parse_log, BadLine, Visit};
use logindex::{audience, index, report, sites::Sites, tally, traffic};
use std::mem::size_of;
use std::sync::Arc;
use std::{env, fs, process};

const LOG: &str = "\
0 1 a.example 10.0.0.1 GET /front 200 100
1 2 b.example 10.0.0.2 GET /about 404 20

1 3 a.example 10.0.0.1 POST /front 503 10
9 4 c.example 10.0.0.3 HEAD /robots.txt 200 400
";

fn sites() -> Sites {
    Sites::read("# ours\na.example\n\nb.example\n")
}

fn visits() -> Vec<Visit> {
    parse_log(LOG, &sites()).unwrap()
}

#[test]
fn a_line_becomes_a_visit() {
    let visits = visits();
    assert_eq!(4, visits.len());
    assert_eq!(
        Visit {
            time: 1,
            request: 2,
            site: 2,
            client: "10.0.0.2".to_string(),
            path: "/about".to_string(),
            reads: true,
            status: 404,
            bytes: 20,
        },
        visits[1]
    );
    assert_eq!(
        vec![1, 2, 1, 0],
        visits.iter().map(|visit| visit.site).collect::<Vec<_>>()
    );
}

#[test]
fn a_bad_line_says_where_and_what() {
    let wrong = |text: &str| parse_log(text, &sites()).unwrap_err();
    assert_eq!(
        "line 2: has no host",
        wrong("0 1 a b GET / 200 1\n0 1\n").to_string()
    );
    assert_eq!(
        BadLine {
            number: 1,
            reason: "the status `ok` is no number".to_string()
        },
        wrong("0 1 a b GET / ok 1")
    );
}

#[test]
fn visitors_are_told_once_and_in_order() {
    let visitors = audience::visitors(&visits());
    let mut seen: Vec<&String> = Vec::new();
    for visitor in &visitors {
        assert!(!seen.contains(&visitor), "{visitor} is told twice");
        seen.push(visitor);
    }
    assert_eq!(vec!["10.0.0.1", "10.0.0.2", "10.0.0.3"], visitors);
}

#[test]
fn robots_do_not_view_pages() {
    let visits = visits();
    let robots = audience::robots(&visits);
    assert!(robots.contains("10.0.0.3"));
    assert_eq!(1, audience::page_views(&visits, &robots));
    assert_eq!(
        vec!["/front", "/about", "/robots.txt"],
        audience::first_pages(&visits)
    );
    assert_eq!(Some(&1), audience::failures(&visits).get("/front"));
}

#[test]
fn windows_slide() {
    let visits = visits();
    assert_eq!(3, traffic::busiest(&visits, 5));
    assert_eq!(4, traffic::busiest(&visits, 60));
    assert_eq!(410, traffic::heaviest(&visits, 2));
    let mut times: Vec<u64> = visits.iter().map(|visit| visit.time).collect();
    while times.len() > 1 {
        assert!(times.remove(0) <= times[0], "the log is in order");
    }
}

#[test]
fn sums_are_the_same_on_any_number_of_threads() {
    let visits = Arc::new(visits());
    let sums = tally::tally(&visits, 1);
    assert_eq!(sums, tally::tally(&visits, 3));
    assert_eq!(sums, tally::tally_sites(&visits, &[0, 1, 2]));
    assert_eq!(
        "4 visits, 530 bytes\n2xx 2\n4xx 1\n5xx 1\n",
        report::summary(&sums)
    );
    assert_eq!(tally::Tally::default(), tally::tally(&[], 4));
}

#[test]
fn the_index_finds_requests() {
    let visits = visits();
    assert_eq!(Some(&3), index::positions(&visits).get(&4));
    assert_eq!(
        vec![false, true, true, false],
        index::postings(&visits)
            .iter()
            .map(|posting| posting.failed)
            .collect::<Vec<_>>()
    );
    assert_eq!(
        vec![4],
        index::large(&visits, 200)
            .iter()
            .map(|large| large.request)
            .collect::<Vec<_>>()
    );
}

/// Only a fixed layout pays for the order of its fields.
#[test]
fn layouts_are_as_the_viewer_expects() {
    assert_eq!(24, size_of::<index::Posting>());
    assert_eq!(16, size_of::<index::Heading>());
    assert_eq!(16, size_of::<index::Large>());
}

#[test]
fn reports_are_written() {
    let visits = visits();
    let path = env::temp_dir().join(format!("logindex-test-{}", process::id()));
    report::write_failures(&path, &visits).unwrap();
    let failures = fs::read_to_string(&path).unwrap();
    report::write_visitors(&path, &audience::visitors(&visits)).unwrap();
    let names = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(
        "404 10.0.0.2 /about (20 bytes)\n503 10.0.0.1 /front (10 bytes)\n",
        failures
    );
    assert_eq!("10.0.0.1\n10.0.0.2\n10.0.0.3\n", names);
    assert_eq!("robotstxt", report::file_title(&visits[3]));
}

#[test]
fn notes_are_kept() {
    let sites = sites();
    sites.note("a.example is slow".to_string());
    assert_eq!(vec!["a.example is slow"], sites.notes());
}

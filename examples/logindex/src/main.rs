use logindex::{audience, report, sites::Sites, tally, traffic, visit};
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, thread};

const USAGE: &str = "usage: logindex SITES LOG [FAILURES]";

fn main() -> ExitCode {
    match run(env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut words: Vec<String>) -> Result<(), String> {
    if words.len() < 2 {
        return Err(USAGE.to_string());
    }
    let sites = Sites::read(&read(&words.remove(0))?);
    let log = read(&words.remove(0))?;
    let visits = visit::parse_log(&log, &sites).map_err(|bad| bad.to_string())?;
    if let Some(path) = words.first() {
        report::write_failures(Path::new(path), &visits)
            .map_err(|error| format!("{path}: {error}"))?;
    }
    let threads = thread::available_parallelism().map_or(1, usize::from);
    print!("{}", report::summary(&tally::tally(&visits, threads)));
    println!("{} visitors", audience::visitors(&visits).len());
    println!(
        "{} page views",
        audience::page_views(&visits, &audience::robots(&visits))
    );
    println!(
        "{} visits in the busiest minute",
        traffic::busiest(&visits, 60)
    );
    for note in sites.notes() {
        println!("{note}");
    }
    Ok(())
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

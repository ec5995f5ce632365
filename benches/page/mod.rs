//! The table of the bench, for the terminal and as a page.

/// What is measured, in the order of a row.
pub const COLUMNS: [&str; 24] = [
    "corpus",
    "tool",
    "graphs",
    "nodes",
    "edges",
    "faults",
    "X",
    "bends",
    "jogs",
    "length",
    "stretch",
    "Mpx",
    "fill",
    "flow",
    "EN",
    "EC",
    "leaf swaps",
    "parted",
    "stable",
    "flow swaps",
    "parted",
    "stable",
    "median ms",
    "p95 ms",
];

/// What one tool reaches on one corpus.
pub type Row = [String; COLUMNS.len()];

/// Which columns hold words.
const WORDS: usize = 2;

/// What stands over the table.
const PAGE: &str = "# Layout quality

How good the layouts are, over whole corpora, next to those of Graphviz and ELK.
`cargo bench --bench quality -- --peers --write docs/dev/quality.md FILE.jsonl…` writes this page; the corpora are read where
they lie and are no part of the project. Node sizes are those of the corpus, the drawing runs down, no width is asked for, and
every tool keeps the same distances where it has a setting for them, except those marked *defaults*. All are measured by the same
code, `benches/measure`; `benches/quality.rs` says what the columns mean. Lines of dot are curves, so they have no bends; dot has
no flows that end at a boundary, so it is compared on the *leaf* rows, which leave those out. Times depend on the machine, all else
does not; that of dot holds the start of its process, elkjs is warm. Sizes are kept by the peers, whatever arrives at a box;
Cutaway makes a box wider where its flows would stand too near each other or a line becomes straight by it, so its *fill* is higher.

";

/// A row for the terminal.
pub fn line(row: &Row) -> String {
    let cells = row.iter().zip(COLUMNS).enumerate().map(|(index, (cell, name))| {
        let width = name.len().max(8);
        match index {
            0 => format!("{cell:<14}"),
            1 => format!("{cell:<21}"),
            _ => format!("{cell:>width$}"),
        }
    });
    cells.collect::<Vec<_>>().join(" ")
}

/// Writes the page. When peers were not measured, what the page says of them on the same corpora is kept.
pub fn write(path: &str, mut table: Vec<Row>, compared: bool) -> std::io::Result<()> {
    if !compared {
        let kept: Vec<Row> =
            std::fs::read_to_string(path).unwrap_or_default().lines().filter_map(row_of).collect();
        let ours = std::mem::take(&mut table);
        for row in ours {
            let peers = kept.iter().filter(|kept| kept[0] == row[0] && kept[1] != row[1]).cloned();
            let peers: Vec<Row> = peers.collect();
            table.push(row);
            table.extend(peers);
        }
    }
    let mut page = String::from(PAGE);
    let line = |cells: &Row| format!("| {} |\n", cells.join(" | "));
    page.push_str(&line(&COLUMNS.map(str::to_owned)));
    page.push_str(&format!("|{}{}\n", " --- |".repeat(WORDS), " ---: |".repeat(COLUMNS.len() - WORDS)));
    table.iter().for_each(|row| page.push_str(&line(row)));
    std::fs::write(path, page)
}

/// A row of the page, read back.
fn row_of(line: &str) -> Option<Row> {
    let cells: Vec<String> =
        line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").map(str::to_owned).collect();
    cells.try_into().ok()
}

//! Programs of the whole language, made from a list of choices, in every layout that the language allows.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The samples that are right, everywhere below `samples/`.
pub fn samples() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the samples are there").flatten() {
            let path = entry.path();
            let wrong = ["err", "fuzz"].iter().any(|name| path.ends_with(name));
            if path.is_dir() && !wrong {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "cut") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"), &mut found);
    found.sort();
    assert!(!found.is_empty());
    found
}

/// A program and the comments in it, in order.
#[derive(Debug)]
pub struct Program {
    pub text: String,
    pub comments: Vec<String>,
}

/// The program that a list of choices leads to. A shorter list, and smaller numbers in it, make a simpler program.
pub fn program(choices: &[u16]) -> Program {
    let mut writer = Writer { choices, at: 0, text: String::new(), comments: Vec::new(), depth: 0 };
    writer.statements(4, &[&["app a", "service orders \"Orders\" [Rust] #core"]], Writer::statement);
    Program { text: writer.text, comments: writer.comments }
}

struct Writer<'c> {
    choices: &'c [u16],
    at: usize,
    text: String,
    comments: Vec<String>,
    depth: usize,
}

const NAMES: &[&str] = &["a", "orders-db", "_x", "row", "数据库", "else", "café"];
const PATHS: &[&str] = &["a", "shop.data.sql", "x-y.z", "down"];
const STRINGS: &[&str] = &[
    "\"x\"",
    "\"\"",
    "\"a \\\"b\\\" \\\\ \\u{e9} // no /* no */ { } ; !\"",
    "\"中文 👩‍👩‍👧 عربي\"",
    "\"\"\"raw \"one\" \\ line\"\"\"",
    "\"\"\"\n      indented\n        more\n\n      end\n    \"\"\"",
    "\"\"\"\n\ttabs\n\t  and blanks\n   \n\"\"\"",
];
const TECHS: &[&str] = &["[Rust]", "[REST/JSON]", "[a [b] // c]", "[]", "[ padded ]"];
const QUANTITIES: &[&str] = &["3", "500ms", "99.95%", "10_000/s", "1.5GB"];

impl Writer<'_> {
    /// A number below `below`; the first ones are the simplest.
    fn pick(&mut self, below: usize) -> usize {
        let choice = self.choices.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(choice) % below.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.pick(of.len())]
    }

    fn comment(&mut self, block: bool) {
        let number = self.comments.len();
        let text = match (block, self.pick(3)) {
            (false, _) => format!("// note {number} {{ ; \"x"),
            (true, 0) => format!("/* {number} */"),
            (true, 1) => format!("/* {number} /* nested */ */"),
            (true, _) => format!("/* {number}\n   over lines */"),
        };
        self.text.push_str(&text);
        self.comments.push(text);
    }

    /// What may stand between two parts.
    fn gap(&mut self) {
        match self.pick(12) {
            9 => self.text.push_str("\t  "),
            10 => self.text.push('\u{3000}'),
            11 => {
                self.text.push(' ');
                self.comment(true);
                self.text.push(' ');
            }
            _ => self.text.push(' '),
        }
    }

    fn part(&mut self, text: &str) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
            self.gap();
        }
        self.text.push_str(text);
    }

    /// Parts of a pattern: `N` a name, `P` a path, `S` a string, `T` a technology, `Q` a quantity, `H` a head, `L` a
    /// list of paths, `M` of names. What ends in `?` may be missing; anything else is itself, with a blank for `␣`.
    fn pattern(&mut self, pattern: &str) {
        for word in pattern.split(' ') {
            let (word, optional) = match word.strip_suffix('?') {
                Some(word) if word.len() == 1 => (word, true),
                _ => (word, false),
            };
            if optional && self.pick(2) == 0 {
                continue;
            }
            let part = match word {
                "N" => self.one(NAMES),
                "P" => self.one(PATHS),
                "S" => self.one(STRINGS),
                "T" => self.one(TECHS),
                "Q" => self.one(QUANTITIES),
                "H" => {
                    self.pattern("S? T?");
                    for _ in 0..self.pick(3) {
                        self.part("#tag");
                    }
                    continue;
                }
                "L" => {
                    self.list(PATHS);
                    continue;
                }
                "M" => {
                    self.list(NAMES);
                    continue;
                }
                word => word,
            };
            // A method and its path are one word.
            self.part(&part.replace('␣', " "));
        }
    }

    fn list(&mut self, of: &[&str]) {
        let first = self.one(of);
        self.part(first);
        for _ in 0..self.pick(3) {
            match self.pick(5) {
                0 | 1 => self.text.push_str(", "),
                2 => self.text.push_str(" ,"),
                3 => self.text.push_str(",\n\n     "),
                _ => {
                    self.text.push_str(",  ");
                    self.comment(false);
                    self.text.push_str("\n  ");
                }
            }
            let next = self.one(of);
            self.text.push_str(next);
        }
    }

    /// What ends a statement.
    fn end(&mut self) {
        match self.pick(8) {
            0..=3 => self.text.push('\n'),
            4 => self.text.push_str("; "),
            5 => self.text.push_str("\n\n\n"),
            6 => {
                self.text.push_str("  ");
                self.comment(false);
                self.text.push('\n');
            }
            _ => self.text.push_str("\r\n"),
        }
        if self.pick(8) == 7 {
            let block = self.pick(2) == 1;
            self.comment(block);
            self.text.push('\n');
        }
    }

    fn statements(&mut self, most: usize, simple: &[&[&str]], mut write: impl FnMut(&mut Self)) {
        self.depth += 1;
        let count = self.pick(most + 1);
        for _ in 0..count {
            if self.depth > 4 {
                let line = self.one(simple[0]);
                self.part(line);
            } else {
                write(self);
            }
            self.end();
        }
        self.depth -= 1;
    }

    fn body(&mut self, simple: &[&str], write: impl FnMut(&mut Self)) {
        if self.pick(3) == 0 {
            return;
        }
        self.required_body(simple, write);
    }

    fn required_body(&mut self, simple: &[&str], write: impl FnMut(&mut Self)) {
        self.part("{");
        match self.pick(4) {
            0 => self.text.push('\n'),
            1 => {
                self.text.push(' ');
                self.comment(false);
                self.text.push('\n');
            }
            _ => self.text.push(' '),
        }
        self.statements(4, &[simple], write);
        self.text.push('}');
    }

    fn statement(&mut self) {
        const FACTS: &[&str] = &[
            "does S",
            "why S",
            "purpose S",
            "owns M",
            "stores M",
            "publishes P S?",
            "consumes L",
            "caches S ttl Q until S",
            "replicas Q",
            "stateless",
            "unit S",
            "slo Q",
            "status new",
            "direction right",
            "row P P P",
            "above P P",
            "link S",
            "x-owner S?",
            "title S",
            "include S",
            "api from S",
        ];
        match self.pick(12) {
            0 | 1 => self.element(),
            2 | 3 => self.flow(false),
            4 => self.surface(),
            5 => self.journey(),
            6 => {
                self.pattern("kind N = function");
                self.body(&["shape hexagon"], |w| w.pattern("border dashed"));
            }
            7 => {
                self.pattern("view N S? of failure:a/slow");
                self.body(&["depth 2"], |w| {
                    let line = w.one(&[
                        "depth Q",
                        "include a.*, #t, kind:queue, b.**",
                        "exclude L",
                        "collapse L",
                        "highlight N",
                        "without errors",
                        "direction left",
                        "x-y S",
                    ]);
                    w.pattern(line);
                });
            }
            8 => {
                self.pattern("style #pii, kind:queue, a");
                self.required_body(&["shape box"], |w| w.pattern("accent warning"));
            }
            9 | 10 => self.design(),
            _ => {
                let fact = self.one(FACTS);
                self.pattern(fact);
            }
        }
    }

    fn element(&mut self) {
        let kind = self.one(&["service", "app", "database", "lambda"]);
        self.part(kind);
        self.pattern("N H");
        self.body(&["does \"x\""], Writer::statement);
    }

    fn flow(&mut self, in_journey: bool) {
        self.list(PATHS);
        for _ in 0..=self.pick(2) {
            let arrow = self.one(&["->", "~>", "<->", "!>"]);
            self.part(arrow);
            self.pattern("P");
        }
        self.pattern("H");
        if self.pick(3) == 2 {
            self.required_body(&["optional"], |w| {
                let line =
                    w.one(&["takes Q", "rate Q", "carries M", "auth S", "encrypted", "optional", "x-y S?"]);
                w.pattern(line);
            });
        }
        for _ in 0..self.pick(3) {
            match self.pick(4) {
                0 | 1 => self.text.push_str("\n  "),
                2 => self.text.push_str(" ;\n\n"),
                _ => {
                    self.text.push_str("  ");
                    self.comment(false);
                    self.text.push('\n');
                }
            }
            self.plan(in_journey);
        }
    }

    fn plan(&mut self, in_journey: bool) {
        self.part("!");
        let modes = self.one(&["", "down:", "slow > Q S? :", "error, full, lost :", "any S :"]);
        if !modes.is_empty() {
            self.pattern(modes);
        }
        for i in 0..=self.pick(3) {
            if i > 0 {
                let comma = self.one(&[", ", ",", ",\n    "]);
                self.text.push_str(comma);
            }
            if in_journey && self.pick(4) == 3 {
                self.required_body(&["return"], |w| {
                    if w.pick(2) == 0 { w.step() } else { w.pattern("respond 402") }
                });
                continue;
            }
            let action = self.one(&[
                "breaker",
                "retry",
                "retry 3 backoff Q",
                "-> P S?",
                "~> P",
                "alert N",
                "alert S",
                "respond 503 S?",
                "show S",
                "fail S?",
                "degrade S",
                "queue",
                "rollback",
                "compensate -> P",
                "ignore S",
                "\"free\"",
            ]);
            self.pattern(action);
        }
    }

    fn journey(&mut self) {
        self.pattern("journey N S?");
        self.body(&["return"], Writer::step);
    }

    fn step(&mut self) {
        match self.pick(8) {
            0..=2 => self.flow(true),
            3 => {
                self.pattern("when S");
                self.required_body(&["return"], Writer::step);
                for _ in 0..self.pick(2) {
                    let gap = self.one(&[" ", "\n", "\n\n"]);
                    self.text.push_str(gap);
                    self.pattern("else when S");
                    self.required_body(&["return"], Writer::step);
                }
                if self.pick(2) == 1 {
                    self.part("else");
                    self.required_body(&["return"], Writer::step);
                }
            }
            4 => {
                self.part("parallel");
                self.required_body(&["a -> b"], |w| {
                    if w.pick(2) == 0 {
                        w.pattern("lane S?");
                        w.required_body(&["return"], Writer::step);
                    } else {
                        w.flow(true);
                    }
                });
            }
            5 => {
                self.pattern("repeat S?");
                self.required_body(&["return"], Writer::step);
            }
            6 => self.pattern("note over L S"),
            _ => self.pattern("return S?"),
        }
    }

    fn surface(&mut self) {
        self.pattern("api \"/v1\" T?");
        self.required_body(&["GET /"], |w| {
            let line = w.one(&[
                "GET␣/ S?",
                "POST␣/:id/cancel H",
                "PUT␣/{id} H",
                "OPTIONS␣/*",
                "GET␣\"/odd␣path\" S",
                "rpc Watch(Filter) -> stream Event S?",
                "query N : [Order] H",
                "mutation cancel(id: ID!): Order! S?",
                "auth S",
                "x-y S",
            ]);
            w.pattern(line);
            if line.starts_with(|c: char| c.is_uppercase()) {
                if w.pick(3) == 2 {
                    w.required_body(&["takes 3s"], |w| {
                        let line = w.one(&["takes Q", "request Draft", "response Order[]", "auth S"]);
                        w.pattern(line);
                    });
                }
                for _ in 0..w.pick(3) {
                    let gap = w.one(&[" ", "\n "]);
                    w.text.push_str(gap);
                    w.part("! 404, 409 \"duplicate\", 5xx");
                }
            }
        });
    }

    fn design(&mut self) {
        match self.pick(9) {
            0 | 1 => {
                self.pattern("entity N S?");
                self.body(&["id"], |w| {
                    let line = w.one(&[
                        "N",
                        "N uuid key S?",
                        "N -> Item[] S?",
                        "N -> Item?",
                        "N \"a␣|␣b\" key",
                        "total decimal(10,2)",
                        "key key",
                    ]);
                    w.pattern(line);
                });
            }
            2 => {
                self.pattern("decision N S?");
                self.body(&["about a"], |w| {
                    if w.pick(2) == 0 {
                        w.pattern("option A S?");
                        w.body(&["pros \"x\""], |w| {
                            let line = w.one(&["pros S", "cons S"]);
                            w.pattern(line);
                        });
                    } else {
                        w.pattern("about L");
                    }
                });
            }
            3 => {
                self.pattern("tree S");
                self.body(&["no: \"x\""], Writer::answer);
            }
            4 => {
                self.pattern("role N of P S?");
                self.body(&["can \"x\""], |w| w.pattern("can S"));
            }
            5 => {
                self.pattern("constraint N Q");
                if self.pick(2) == 1 {
                    self.part("{ planned 10_000 }");
                }
            }
            6 => {
                self.pattern("monitor P");
                self.body(&["metric \"x\""], |w| {
                    let line = w.one(&["metric S", "alert S", "alert S -> N", "x-y"]);
                    w.pattern(line);
                });
            }
            7 => {
                self.pattern("question S");
                if self.pick(2) == 1 {
                    self.part("{ owner \"x\"; due 2027-06-30; blocks a, b }");
                }
            }
            _ => {
                let line = self.one(&[
                    "team Q",
                    "cap P CP S?",
                    "accept unplanned-failure on P S until 2027-06-30",
                    "accept rule S",
                    "security { at-rest \"x\" }",
                    "requirement N S? { kind functional; meets L }",
                ]);
                self.pattern(line);
            }
        }
    }

    fn answer(&mut self) {
        let answer = self.one(&["yes:", "no :", "\"not sure\":"]);
        self.part(answer);
        self.pattern("S");
        self.body(&["no: \"x\""], Writer::answer);
    }
}

/// A soup of words, signs and strings of the language, in any order.
pub fn soup(choices: &[u16]) -> String {
    const WORDS: &[&str] = &[
        "\n",
        ";",
        "{",
        "}",
        "a",
        "b.c",
        "->",
        "~>",
        "<->",
        "!>",
        "!",
        ":",
        ",",
        "\"x\"",
        "\"",
        "\"\"\"",
        "[T]",
        "[",
        "]",
        "#t",
        "#",
        "//",
        "/*",
        "*/",
        "3",
        "5min",
        "2fa",
        "service",
        "system",
        "journey",
        "view",
        "of",
        "components",
        "api",
        "GET /",
        "GET /{id}",
        "POST",
        "rpc",
        "when",
        "else",
        "parallel",
        "lane",
        "return",
        "note",
        "down",
        "slow > 2s",
        "retry",
        "respond 503",
        "compensate",
        "entity",
        "key",
        "decision",
        "option",
        "tree",
        "yes:",
        "style",
        "kind",
        "=",
        "kind:",
        ".*",
        ".**",
        "x-y",
        "edition 1",
        "include",
        "-->",
        "=>",
        "<-",
        "“",
        "中",
        "👩‍👩‍👧",
        "\u{301}",
        "\u{0}",
        "\\",
        "\r",
        "\r\n",
        "\t",
        "\u{feff}",
        "(",
        ")",
        "|",
        "%",
        "@",
        "does",
        "takes",
        "row",
        "above",
        "team",
        "accept",
    ];
    let mut text = String::new();
    for choice in choices {
        let word = WORDS[usize::from(*choice) % WORDS.len()];
        let gap = if choice % 3 == 0 { "" } else { " " };
        let _ = write!(text, "{gap}{word}");
    }
    text
}

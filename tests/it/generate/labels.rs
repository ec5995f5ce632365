//! Labels that drawings break on: long, empty-looking, full of our own glyphs, in every script, with marks and joiners.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

/// Labels that once broke some diagram tool, or that would break a careless one.
pub const NASTY: [&str; 34] = [
    "quoted \"twice\" and 'once'",
    "back\\slash \\n not a line end",
    "[brackets] (parentheses) {braces} <angles>",
    "a -> b ~> c <-> d !> e",
    "// no comment /* none */ # none",
    "┌─┐│└┘├┤┬┴┼",
    "═║╪╫╬ ✗ failed",
    "▶ ▼ ◀ ▲ ► ◄ > v < ^",
    "┄┆ + - | = # : .",
    "[1] not a note",
    "```text``` and `code`",
    "<script>alert('x')</script>",
    "<!-- --> ]]> <![CDATA[ &amp; &#0;",
    "%%{init: {\"theme\":\"dark\"}}%%",
    "end subgraph click style",
    "#35; #quot; ;;",
    "A label of well over a hundred characters, as they come out of wikis, tickets and the minutes of long meetings about naming",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsvorsitzenderstellvertretungsbüro",
    "订单服务与库存同步",
    "一个没有任何空格但是仍然需要在方框里换行显示的非常非常长的中文标签用来检验换行",
    "注文サービス（予約）",
    "주문 서비스",
    "خدمة الطلبات",
    "mixed العربية and English עברית",
    "भंडार सेवा",
    "👩‍👩‍👧‍👦 family 👍🏽 🇩🇪",
    "☎️ ✉️ 1️⃣",
    "e\u{301}cole, n\u{303}, Z\u{351}\u{343}a\u{351}lgo",
    "tab\there, line\nbreak, return\rhere",
    "bell\u{7} escape\u{1b}[31m red\u{1b}[0m null\u{0}",
    "bidi \u{202e}desrever\u{202c} mark\u{200f}",
    "zero\u{200b}width\u{feff} soft\u{ad}hyphen",
    "ｆｕｌｌｗｉｄｔｈ ﬁ ligature ½ ①",
    "· dot · joined ·",
];

const PLAIN: [&str; 16] = [
    "Orders",
    "Stock",
    "API Gateway / BFF",
    "reads, writes",
    "calls",
    "order.created",
    "Orders DB",
    "retry",
    "Frontend",
    "A",
    "charge the card",
    "Background Workers",
    "x",
    "Data layer",
    "push",
    "SQL (RDS)",
];

/// A label of which something is left to see once it is made safe to draw.
pub fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::sample::select(&PLAIN[..]).prop_map(str::to_owned),
        3 => proptest::sample::select(&NASTY[..]).prop_map(str::to_owned),
        1 => "\\PC{1,24}",
        1 => "[a-z ]{1,60}",
    ]
    // A lone mark that combines with nothing takes no room, and nobody could find it in a drawing.
    .prop_filter("a label that shows", |text| cutaway::view::clean::line(text).width() > 0)
}

/// What may stand between `[` and `]`: one line, brackets in pairs.
pub fn technology() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(
        &["gRPC", "REST/JSON", "PostgreSQL 17", "SQL", "a [nested] one", "1 // 2", "日本語", "C++/\"17\""][..],
    )
}

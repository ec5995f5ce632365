//! The model as JSON: that the schema describes it, for every sample and for a design that states everything.

use crate::fixture::compile;
use cutaway::model::json::{SCHEMA, to_json};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/model.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the schema is there"))
        .expect("the schema is JSON")
}

fn json(source: &str) -> Value {
    serde_json::from_str(&to_json(&compile(source).value.model)).expect("the model is JSON")
}

fn samples(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            samples(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "cut") {
            found.push(path);
        }
    }
}

/// Says what is wrong with `value` by `schema`: as much of JSON Schema as ours uses.
fn validate(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = &root["$defs"][reference.trim_start_matches("#/$defs/")];
        assert!(!target.is_null(), "{reference} leads nowhere");
        return validate(root, target, value, at, faults);
    }
    if let Some(forms) = schema["oneOf"].as_array() {
        let fits = |form: &&Value| {
            let mut faults = Vec::new();
            validate(root, form, value, at, &mut faults);
            faults.is_empty()
        };
        let count = forms.iter().filter(fits).count();
        if count != 1 {
            faults.push(format!("{at}: fits {count} forms: {value}"));
        }
    }
    if let Some(constant) = schema.get("const")
        && constant != value
    {
        faults.push(format!("{at}: {value} is not {constant}"));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        faults.push(format!("{at}: {value} is none of {words:?}"));
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.contains(&kind) {
        faults.push(format!("{at}: {kind} where {types:?} is meant"));
        return;
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        for (index, value) in values.iter().enumerate() {
            validate(root, items, value, &format!("{at}[{index}]"), faults);
        }
    }
    if let Some(object) = value.as_object() {
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(required) {
                faults.push(format!("{at}: `{required}` is missing"));
            }
        }
        for (key, value) in object {
            match schema["properties"].get(key) {
                Some(property) => validate(root, property, value, &format!("{at}.{key}"), faults),
                None => match &schema["additionalProperties"] {
                    Value::Bool(false) => faults.push(format!("{at}: `{key}` is not in the schema")),
                    Value::Object(_) => {
                        validate(
                            root,
                            &schema["additionalProperties"],
                            value,
                            &format!("{at}.{key}"),
                            faults,
                        );
                    }
                    _ => {}
                },
            }
        }
    }
}

/// Every property that the schema names, as `definition.property`.
fn named(schema: &Value) -> Vec<String> {
    let mut names = Vec::new();
    let definitions = schema["$defs"].as_object().into_iter().flatten();
    for (definition, found) in definitions.chain([(&"model".to_owned(), schema)]) {
        let forms = found["oneOf"].as_array().cloned().unwrap_or_default();
        for form in forms.iter().chain([found]) {
            for key in form["properties"].as_object().into_iter().flat_map(|properties| properties.keys()) {
                names.push(format!("{definition}.{key}"));
            }
        }
    }
    names
}

#[test]
fn the_schema_describes_every_sample() {
    let schema = schema();
    assert_eq!(schema["properties"]["schema"]["const"], SCHEMA);
    let mut paths = Vec::new();
    samples(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"), &mut paths);
    assert!(paths.len() > 30);
    paths.sort();
    let mut faults = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        // What it is there for is its hundred thousand flows.
        if name.contains("E0223") {
            continue;
        }
        let model = json(&std::fs::read_to_string(&path).unwrap_or_default());
        validate(&schema, &schema, &model, &name, &mut faults);
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn nothing_in_the_schema_is_idle() {
    let schema = schema();
    let text = to_json(&compile(include_str!("data/everything.cut")).value.model);
    let model: Value = serde_json::from_str(&text).expect("the model is JSON");
    let mut faults = Vec::new();
    validate(&schema, &schema, &model, "model", &mut faults);
    assert!(faults.is_empty(), "{faults:#?}");
    for name in named(&schema) {
        let key = name.split('.').next_back().unwrap_or("");
        assert!(text.contains(&format!("\"{key}\":")), "`{name}` of the schema is in no model");
    }
}

#[test]
fn two_runs_agree_byte_for_byte() {
    let once = || to_json(&compile(include_str!("data/everything.cut")).value.model);
    assert_eq!(once(), once());
}

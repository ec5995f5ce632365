//! Checks JSON against the part of JSON Schema 2020-12 that our schemas use; a schema that uses more is refused, so that no
//! rule is ever skipped.

use serde_json::Value;

/// A schema.
pub struct Schema(Value);

impl Schema {
    pub fn new(text: &str) -> Schema {
        Schema(serde_json::from_str(text).expect("the schema is JSON"))
    }

    /// What is wrong with a value, each with its place.
    pub fn errors(&self, value: &Value) -> Vec<String> {
        let mut errors = Vec::new();
        self.check(&self.0, value, "", &mut errors);
        errors
    }

    fn check(&self, schema: &Value, value: &Value, place: &str, errors: &mut Vec<String>) {
        let rules = schema.as_object().expect("a schema is an object");
        let mut fail = |message: String| errors.push(format!("{place}: {message}"));
        for (rule, wanted) in rules {
            let holds = match rule.as_str() {
                "$schema" | "$id" | "$defs" | "title" | "description" | "properties" | "items" | "$ref" => {
                    true
                }
                "const" => value == wanted,
                "enum" => list(wanted).contains(value),
                "type" if wanted.is_array() => list(wanted).iter().any(|name| has_type(value, name)),
                "type" => has_type(value, wanted),
                "minimum" => value.as_i64().is_none_or(|number| number >= count(wanted)),
                "minLength" => value.as_str().is_none_or(|text| text.chars().count() as i64 >= count(wanted)),
                "minItems" => value.as_array().is_none_or(|items| items.len() as i64 >= count(wanted)),
                "maxItems" => value.as_array().is_none_or(|items| items.len() as i64 <= count(wanted)),
                "required" => value.as_object().is_none_or(|fields| {
                    list(wanted).iter().all(|key| fields.contains_key(key.as_str().expect("a key")))
                }),
                "additionalProperties" => {
                    assert_eq!(wanted, &Value::Bool(false), "only `false` is supported");
                    value
                        .as_object()
                        .is_none_or(|fields| fields.keys().all(|key| rules["properties"].get(key).is_some()))
                }
                other => panic!("`{other}` is not a rule this checker knows"),
            };
            if !holds {
                fail(format!("`{value}` breaks {rule} {wanted}"));
            }
        }
        if let Some(reference) = rules.get("$ref") {
            let pointer =
                reference.as_str().and_then(|text| text.strip_prefix('#')).expect("a local reference");
            self.check(self.0.pointer(pointer).expect("a definition"), value, place, errors);
        }
        if let (Some(schema), Some(items)) = (rules.get("items"), value.as_array()) {
            for (index, item) in items.iter().enumerate() {
                self.check(schema, item, &format!("{place}/{index}"), errors);
            }
        }
        if let (Some(schemas), Some(fields)) = (rules.get("properties"), value.as_object()) {
            for (key, field) in fields {
                if let Some(schema) = schemas.get(key) {
                    self.check(schema, field, &format!("{place}/{key}"), errors);
                }
            }
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn count(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn has_type(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("the name of a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("`{other}` is not a type this checker knows"),
    }
}

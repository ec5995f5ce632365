//! JSON values whose keys keep the order in which they are put, and that leave out what is not there.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;

/// A JSON value.
pub enum Json<'m> {
    Text(Cow<'m, str>),
    Number(u32),
    Bool(bool),
    Null,
    List(Vec<Json<'m>>),
    Object(Object<'m>),
}

/// A JSON object.
#[derive(Default)]
pub struct Object<'m>(Vec<(&'m str, Json<'m>)>);

impl<'m> Object<'m> {
    pub fn new() -> Object<'m> {
        Object::default()
    }

    /// A key that is always there.
    pub fn put(mut self, key: &'m str, value: impl Into<Json<'m>>) -> Object<'m> {
        self.0.push((key, value.into()));
        self
    }

    /// A key that is there when its value is.
    pub fn maybe(self, key: &'m str, value: Option<impl Into<Json<'m>>>) -> Object<'m> {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    /// A list that is there when it holds something.
    pub fn list(self, key: &'m str, values: impl IntoIterator<Item = impl Into<Json<'m>>>) -> Object<'m> {
        let values: Vec<Json<'m>> = values.into_iter().map(Into::into).collect();
        if values.is_empty() { self } else { self.put(key, Json::List(values)) }
    }

    /// A mark that is there when it holds.
    pub fn mark(self, key: &'m str, holds: bool) -> Object<'m> {
        if holds { self.put(key, true) } else { self }
    }

    /// An object that is there when it holds something.
    pub fn inner(self, key: &'m str, object: Object<'m>) -> Object<'m> {
        if object.0.is_empty() { self } else { self.put(key, object) }
    }

    /// The keys of another object, behind those of this one.
    pub fn with(mut self, other: Object<'m>) -> Object<'m> {
        self.0.extend(other.0);
        self
    }
}

impl<'m> From<&'m str> for Json<'m> {
    fn from(text: &'m str) -> Json<'m> {
        Json::Text(Cow::Borrowed(text))
    }
}

impl<'m> From<&'m String> for Json<'m> {
    fn from(text: &'m String) -> Json<'m> {
        Json::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Json::Text(Cow::Owned(text))
    }
}

impl<'m> From<&'m crate::syntax::ast::Text> for Json<'m> {
    fn from(text: &'m crate::syntax::ast::Text) -> Json<'m> {
        Json::from(&text.value)
    }
}

impl<'m> From<&'m crate::syntax::ast::Quantity> for Json<'m> {
    fn from(quantity: &'m crate::syntax::ast::Quantity) -> Json<'m> {
        Json::from(&quantity.text)
    }
}

impl From<u32> for Json<'_> {
    fn from(number: u32) -> Self {
        Json::Number(number)
    }
}

impl From<bool> for Json<'_> {
    fn from(value: bool) -> Self {
        Json::Bool(value)
    }
}

impl<'m> From<Vec<Json<'m>>> for Json<'m> {
    fn from(values: Vec<Json<'m>>) -> Json<'m> {
        Json::List(values)
    }
}

impl<'m> From<Object<'m>> for Json<'m> {
    fn from(object: Object<'m>) -> Json<'m> {
        Json::Object(object)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Text(text) => serializer.serialize_str(text),
            Json::Number(number) => serializer.serialize_u32(*number),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Null => serializer.serialize_unit(),
            Json::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(value)?;
                }
                list.end()
            }
            Json::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

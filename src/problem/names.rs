//! How the name of a problem is written.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::ProblemName;
use super::params::ParamValue;

impl fmt::Display for ProblemName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ProblemName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl ParamValue for ProblemName {
    fn into_value(self) -> Value {
        self.as_str().into()
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        serde_json::json!({ "$ref": "#/$defs/ProblemName" })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ProblemName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ProblemName".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<_> = ProblemName::ALL.iter().map(|name| name.as_str()).collect();
        schemars::json_schema!({
            "title": "Problem name",
            "description": "The stable name of a kind of problem.",
            "type": "string",
            "enum": names,
        })
    }
}

//! Which schema a line of JSON asks the command line for. The schemas themselves are files beside the module.

use serde::Serialize;

use super::inputs::Inputs;
use super::{Answer, answer};
use crate::problem::{Name, Problem};
use crate::read::suggestion::nearest;
use crate::words::quoted;

/// `{name}`: the one of `names` that `line`, the text `{"name": …}`, asks for; `null` where it asks for none.
pub(super) fn schema_name(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Chosen<'n> {
        name: Option<&'n str>,
    }
    let names = inputs.required("names")?.strings()?;
    let line = Inputs::new(inputs.required("line")?.string()?, "", &["name"])?;
    let Some(part) = line.optional("name") else {
        return Ok(answer(&Chosen { name: None }));
    };
    let wanted = part.string()?;
    let known = || names.iter().map(String::as_str);
    if let Some(name) = known().find(|name| *name == wanted) {
        return Ok(answer(&Chosen { name: Some(name) }));
    }
    let description = format!("There is no schema {}.", quoted(wanted));
    let problem = Problem::new(Name::InvalidRequest, description)
        .at("/name")
        .param("cause", "INVALID_VALUE")
        .param("found", wanted);
    Err(problem.meant(nearest(wanted, known())))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::call;

    fn schema_name(line: &str) -> Value {
        let input = json!({"line": line, "names": ["batch", "batch-list", "dataset"]});
        serde_json::from_str(&call("schemaName", &input.to_string(), "")).unwrap()
    }

    #[test]
    fn a_line_asks_for_a_schema() {
        assert_eq!(
            schema_name(r#"{"name": "batch-list"}"#),
            json!({"name": "batch-list"})
        );
        assert_eq!(schema_name("{}"), json!({ "name": null }));
        let unknown = &schema_name(r#"{"name": "datset"}"#)["errors"][0];
        assert_eq!(
            unknown["description"],
            "There is no schema \"datset\". Did you mean \"dataset\"?"
        );
        assert_eq!(unknown["params"]["suggestion"], "dataset");
    }

    #[test]
    fn a_broken_line_is_an_error() {
        for (line, path) in [
            ("{", ""),
            ("[]", ""),
            (r#"{"nmae": "batch"}"#, "/nmae"),
            (r#"{"name": 5}"#, "/name"),
        ] {
            assert_eq!(schema_name(line)["errors"][0]["path"], path, "{line}");
        }
    }
}

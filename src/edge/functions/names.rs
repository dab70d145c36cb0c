//! Names, for the command line: the one that was meant, and that of a schema, which is a file beside the module.

use serde::Serialize;

use crate::edge::call::{Call, Internal, Returned, Written};
use crate::problem::ProblemName;
use crate::problem::structural::{Mistake, structural};
use crate::read::Read;
use crate::read::suggestion::nearest;
use crate::read::{At, Collector};
use crate::words::quoted;

/// `{nearest}`: which of `names` is meant by `name`, or `null`.
pub(in crate::edge) fn nearest_name(call: &mut Call<'_>) -> Returned<Written<Internal>> {
    #[derive(Serialize)]
    struct Suggestion<'n> {
        nearest: Option<&'n str>,
    }
    let name = call.main_part()?.string()?;
    let names = call.required_part("names")?.strings()?;
    let nearest = nearest(name, names.iter().map(String::as_str));
    Ok(call.written(&Suggestion { nearest }))
}

/// A line of JSON that asks for a schema by its name, or for none.
struct Wanted(Option<String>);

impl Read for Wanted {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields =
            at.strict_object(collector, "an object with the name of a schema", &["name"])?;
        let Some(at) = fields.get("name").filter(|at| !at.is_null()) else {
            return Some(Wanted(None));
        };
        let name = at.string(collector, "a string: the name of a schema")?;
        Some(Wanted(Some(name.to_owned())))
    }
}

/// `{name}`: the one of `names` that `line`, the text `{"name": …}`, asks for; `null` where it asks for none.
pub(in crate::edge) fn schema_name(call: &mut Call<'_>) -> Returned<Written<Internal>> {
    #[derive(Serialize)]
    struct Chosen<'n> {
        name: Option<&'n str>,
    }
    let names = call.required_part("names")?.strings()?;
    let Wanted(wanted) = call.main_part()?.read::<Wanted>().into_result()?;
    let Some(wanted) = wanted.as_deref() else {
        return Ok(call.written(&Chosen { name: None }));
    };
    let known = || names.iter().map(String::as_str);
    if let Some(name) = known().find(|name| *name == wanted) {
        return Ok(call.written(&Chosen { name: Some(name) }));
    }
    let said = format!("There is no schema {}.", quoted(wanted));
    let mistake = Mistake::invalid_value(Some(wanted), said);
    let problem = structural(ProblemName::InvalidRequest, None, mistake).at("/name");
    Err(problem.meant(nearest(wanted, known())).into())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

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

//! Data Filter JSON: what a condition node lets through.

use serde::Serialize;
use serde_json::Value;

use super::deserialize_by_reading;
use super::version::check_version;
use super::with::with_methods;
use super::words::words;
use crate::problem::ProblemName;
use crate::problem::structural::Mistake;
use crate::read::{At, Collector, Read};

/// What a condition node lets through: filters on its parameters, and whether all of them must pass.
///
/// Which conditions go with which type is no question of structure: the rules of a recipe definition tell it
/// (`INVALID_CONDITION`, `INVALID_FIELDS`, `VALUE_ERROR`).
///
/// Source: the Scale API's *Data Filter JSON*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::{DataFilter, FilterCondition};
///
/// let text = r#"{"filters": [{"name": "CLOUDS", "type": "number", "condition": "<", "values": [0.2]}]}"#;
/// let filter = Reader::new().text::<DataFilter>(text).into_result()?;
/// assert!(filter.all, "the default");
/// assert_eq!(filter.filters[0].condition, FilterCondition::Less);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_RECIPE_DEFINITION`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "What a condition node lets through.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::versioned,
))]
#[non_exhaustive]
pub struct DataFilter {
    /// The filters, each on one parameter.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub filters: Vec<Filter>,
    /// Whether every filter must pass (true) or one is enough (false). Default: true.
    #[cfg_attr(feature = "schema", schemars(default = "super::schema::yes"))]
    pub all: bool,
}

impl DataFilter {
    /// Lets through what passes every one of these filters.
    ///
    /// ```
    /// use scale_batch::documents::{DataFilter, Filter, FilterCondition, FilterType};
    ///
    /// let clear = Filter::new("CLOUDS", FilterType::Number, FilterCondition::Less, [0.2]);
    /// let json = r#"{"filters":[{"name":"CLOUDS","type":"number","condition":"<","values":[0.2]}],"all":true}"#;
    /// assert_eq!(serde_json::to_string(&DataFilter::new([clear]))?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(filters: impl IntoIterator<Item = Filter>) -> Self {
        DataFilter {
            filters: filters.into_iter().collect(),
            all: true,
        }
    }
}

with_methods! { DataFilter {
    /// The same, where every filter must pass (true) or one is enough (false).
    with_all: set all bool;
}}

impl Default for DataFilter {
    fn default() -> Self {
        DataFilter {
            filters: Vec::new(),
            all: true,
        }
    }
}

/// A filter on one parameter.
///
/// Source: the Scale API's *Data Filter JSON*, `filters`.
///
/// ```
/// use scale_batch::documents::{Filter, FilterCondition, FilterType};
///
/// let filter = Filter::new("CLOUDS", FilterType::Number, FilterCondition::Less, [0.2]);
/// assert_eq!(filter.values, [0.2]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "A filter on one parameter.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
#[non_exhaustive]
pub struct Filter {
    /// The name of the parameter.
    pub name: String,
    /// What is looked at.
    #[serde(rename = "type")]
    pub filter_type: FilterType,
    /// How it is compared with the values.
    pub condition: FilterCondition,
    /// What it is compared with; at least one. For numbers also as a string, such as `"12"`.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub values: Vec<Value>,
    /// For objects and meta-data: for each value the path of keys to what it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1), inner(length(min = 1))))]
    pub fields: Option<Vec<Vec<String>>>,
    /// Whether every one of `fields` must pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_fields: Option<bool>,
    /// Whether every one of several files must pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_files: Option<bool>,
}

impl Filter {
    /// A filter that compares a parameter with values.
    ///
    /// ```
    /// use scale_batch::documents::{Filter, FilterCondition, FilterType};
    ///
    /// let filter = Filter::new("SCENE", FilterType::MediaType, FilterCondition::In, ["image/tiff"])
    ///     .with_all_files(true);
    /// assert_eq!(filter.values, ["image/tiff"]);
    /// ```
    #[must_use]
    pub fn new<V: Into<Value>>(
        name: impl Into<String>,
        filter_type: FilterType,
        condition: FilterCondition,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        Filter {
            name: name.into(),
            filter_type,
            condition,
            values: values.into_iter().map(Into::into).collect(),
            fields: None,
            all_fields: None,
            all_files: None,
        }
    }
}

with_methods! { Filter {
    /// The same with the path of keys to what each value is compared with.
    with_fields: some fields Vec<Vec<String>>;
    /// The same, where every one of the fields must pass or one is enough.
    with_all_fields: some all_fields bool;
    /// The same, where every one of several files must pass or one is enough.
    with_all_files: some all_files bool;
}}

words! {
    /// What a filter looks at: a JSON parameter's value, or something about a file.
    ///
    /// Source: the Scale API's *Data Filter JSON*, `filters[].type`.
    ///
    /// ```
    /// assert_eq!(scale_batch::documents::FilterType::MediaType.as_str(), "media-type");
    /// ```
    #[cfg_attr(feature = "schema", schemars(description = "What a filter looks at."))]
    #[allow(missing_docs, reason = "the API's own words")]
    #[non_exhaustive]
    pub enum FilterType {
        Array = "array",
        Boolean = "boolean",
        Integer = "integer",
        Number = "number",
        Object = "object",
        String = "string",
        Filename = "filename",
        MediaType = "media-type",
        DataType = "data-type",
        MetaData = "meta-data",
    }

    /// How a filter compares.
    ///
    /// Source: the Scale API's *Data Filter JSON*, `filters[].condition`.
    ///
    /// ```
    /// assert_eq!(scale_batch::documents::FilterCondition::NotIn.as_str(), "not in");
    /// ```
    #[cfg_attr(feature = "schema", schemars(description = "How a filter compares."))]
    #[non_exhaustive]
    pub enum FilterCondition {
        /// `<`
        Less = "<",
        /// `<=`
        LessOrEqual = "<=",
        /// `>`
        Greater = ">",
        /// `>=`
        GreaterOrEqual = ">=",
        /// `==`
        Equal = "==",
        /// `!=`
        NotEqual = "!=",
        /// `between`: from the first value to the second.
        Between = "between",
        /// `in`: equal to one of the values.
        In = "in",
        /// `not in`: equal to none of the values.
        NotIn = "not in",
        /// `contains`: has one of the values in it.
        Contains = "contains",
        /// `subset of`: everything in it is in the value.
        SubsetOf = "subset of",
        /// `superset of`: everything in the value is in it.
        SupersetOf = "superset of",
    }
}

deserialize_by_reading!(DataFilter, Filter);

impl Read for DataFilter {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["filters", "all", "version"];
        let fields = at.strict_object(
            collector,
            "an object that lists filters, such as {\"filters\": []}",
            &FIELDS,
        )?;
        check_version(fields, collector, "A data filter");
        let filters = fields.list(collector, "filters", "an array of filters", Filter::read);
        let wanted = "true (every filter must pass) or false (one is enough)";
        let all = fields.boolean_or(collector, "all", true, wanted);
        Some(DataFilter {
            filters: filters?,
            all: all?,
        })
    }
}

impl Read for Filter {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 7] = [
            "name",
            "type",
            "condition",
            "values",
            "fields",
            "all_fields",
            "all_files",
        ];
        let wanted = "an object such as {\"name\": \"CLOUDS\", \"type\": \"number\", \"condition\": \"<\", \"values\": [0.2]}";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        let wanted = "the name of the parameter to look at";
        let name = fields.required_string(collector, "name", wanted);
        let wanted = "it says what the filter looks at";
        let filter_type = fields.required_word(collector, "type", wanted);
        let wanted = "it says how the filter compares";
        let condition = fields.required_word(collector, "condition", wanted);
        let wanted = "it lists what the filter compares with";
        let values = fields
            .required(collector, "values", wanted)
            .and_then(|at| read_values(at, collector));
        let paths = match fields.optional("fields") {
            Some(at) => read_paths(at, collector).map(Some),
            None => Some(None),
        };
        let mut flag = |field, wanted| match fields.optional(field) {
            Some(at) => at.boolean(collector, wanted).map(Some),
            None => Some(None),
        };
        let all_fields = flag(
            "all_fields",
            "true (every field must pass) or false (one is enough)",
        );
        let all_files = flag(
            "all_files",
            "true (every file must pass) or false (one is enough)",
        );
        Some(Filter {
            name: name?,
            filter_type: filter_type?,
            condition: condition?,
            values: values?,
            fields: paths?,
            all_fields: all_fields?,
            all_files: all_files?,
        })
    }
}

fn read_values(at: At<'_>, collector: &mut Collector) -> Option<Vec<Value>> {
    let wanted = "an array of values to compare with";
    let values = at.every(collector, wanted, At::any_value)?;
    if values.is_empty() {
        let description = "\"values\" is empty. A filter compares with at least one value.";
        at.report(collector, at.mistake(empty(description)));
        return None;
    }
    Some(values)
}

fn empty(said: &str) -> Mistake<'static> {
    let said = said.to_owned();
    Mistake::Empty { said }
}

fn read_paths(at: At<'_>, collector: &mut Collector) -> Option<Vec<Vec<String>>> {
    let wanted = "an array with an array of keys for each value";
    let paths = at.every(collector, wanted, |item, collector| {
        let path = item.strings(collector, "an array of keys, from the outside in")?;
        if path.is_empty() {
            let description =
                "A path in \"fields\" is empty. It has at least one key, from the outside in.";
            item.report(collector, item.mistake(empty(description)));
            return None;
        }
        Some(path)
    })?;
    if paths.is_empty() {
        let description =
            "\"fields\" is empty. Leave it out, or give a path of keys for each of the values.";
        let problem = at.mistake(empty(description));
        at.report(
            collector,
            problem.with_fix(crate::problem::PatchOperation::Remove { path: at.pointer() }),
        );
        return None;
    }
    Some(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;
    use serde_json::json;

    #[test]
    fn comes_back_as_it_was() {
        let value = json!({"all": false, "filters": [
            {"name": "a", "type": "media-type", "condition": "not in", "values": ["image/tiff", 5, null, {"b": [1.5]}]},
            {"name": "b", "type": "meta-data", "condition": "==", "values": [1], "fields": [["c", "d"]],
             "all_fields": false, "all_files": true},
        ]});
        let filter: DataFilter = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(serde_json::to_value(&filter).unwrap(), value);
    }

    #[test]
    fn a_number_that_no_double_can_be_is_a_mistake() {
        let text = r#"{"filters": [{"name": "a", "type": "number", "condition": "in", "values": [1e300, {"b": [1e400]}]}]}"#;
        let reading = Reader::new().text::<DataFilter>(text);
        let [error] = &reading.errors[..] else {
            panic!("{:?}", reading.errors);
        };
        assert_eq!(error.path, "/filters/0/values/1/b/0");
        assert_eq!(error.params["cause"], "OUT_OF_RANGE");
    }

    #[test]
    fn finds_every_mistake() {
        let value = json!({"filters": [
            {"name": "a", "type": "mediatype", "condition": "=", "values": []},
            {"name": "b", "type": "object", "condition": "==", "values": [1], "fields": []},
            {"name": "c", "type": "object", "condition": "==", "values": [1], "fields": [[], [1]], "all_field": true},
        ]});
        let reading = Reader::new().value::<DataFilter>(&value);
        let paths: Vec<_> = reading.errors.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "/filters/0/condition",
                "/filters/0/type",
                "/filters/0/values",
                "/filters/1/fields",
                "/filters/2/all_field",
                "/filters/2/fields/0",
                "/filters/2/fields/1/0",
            ]
        );
    }
}

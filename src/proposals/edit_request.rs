//! The edit that turns one state of a form into another.

use crate::documents::EditBatchRequest;

/// The request that changes a batch from one state of its form to another: only the fields that differ.
///
/// What a request leaves out, the server leaves alone. So a title or a description that was taken away becomes the
/// empty string, and a configuration that was taken away the empty configuration, which is written as
/// `{"version": "7"}`. `None` when nothing differs.
///
/// Source: the Scale API's *Edit Batch*.
///
/// ```
/// use scale_batch::documents::EditBatchRequest;
/// use scale_batch::proposals::edit_request;
///
/// let before: EditBatchRequest = serde_json::from_str(r#"{"title": "Old", "configuration": {"priority": 1}}"#)?;
/// let after: EditBatchRequest = serde_json::from_str(r#"{"title": "New"}"#)?;
/// let edit = edit_request(&before, &after).unwrap();
/// assert_eq!(serde_json::to_string(&edit)?, r#"{"title":"New","configuration":{"version":"7"}}"#);
/// assert_eq!(edit_request(&after, &after), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn edit_request(
    before: &EditBatchRequest,
    after: &EditBatchRequest,
) -> Option<EditBatchRequest> {
    let configuration = after.configuration.clone().unwrap_or_default();
    let configured = before.configuration.clone().unwrap_or_default();
    let request = EditBatchRequest {
        title: changed(before.title.as_deref(), after.title.as_deref()),
        description: changed(before.description.as_deref(), after.description.as_deref()),
        configuration: (configuration != configured).then_some(configuration),
    };
    (request != EditBatchRequest::default()).then_some(request)
}

/// What to write so that `before` becomes `after`. An edit cannot turn a string into none, only into an empty one.
fn changed(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let written = after.or_else(|| before.map(|_| ""));
    written
        .filter(|written| before != Some(*written))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::edit_request;
    use crate::documents::EditBatchRequest;

    fn titled(title: Option<&str>) -> EditBatchRequest {
        EditBatchRequest {
            title: title.map(str::to_owned),
            ..EditBatchRequest::default()
        }
    }

    #[test]
    fn a_title_is_asked_for_where_it_changes() {
        for (before, after, asked) in [
            (None, None, None),
            (None, Some(""), Some("")),
            (None, Some("a"), Some("a")),
            (Some("a"), Some("a"), None),
            (Some("a"), Some("b"), Some("b")),
            (Some("a"), Some(""), Some("")),
            (Some("a"), None, Some("")),
            (Some(""), None, None),
        ] {
            let request = edit_request(&titled(before), &titled(after));
            assert_eq!(
                request,
                asked.map(|title| titled(Some(title))),
                "{before:?} to {after:?}"
            );
        }
    }
}

//! The edit that turns one state of a form into another.

use crate::documents::EditBatchRequest;

/// The request that changes a batch from one state of its form to another: only the fields that differ.
///
/// A text that was taken away becomes the empty text, a configuration that was taken away the empty configuration,
/// because the server leaves alone what a request leaves out. `None` when nothing differs.
///
/// Source: the Scale API's *Edit Batch*.
///
/// ```
/// use scale_batch::{EditBatchRequest, edit_request};
///
/// let before: EditBatchRequest = serde_json::from_str(r#"{"title": "Old", "description": "Same"}"#)?;
/// let after: EditBatchRequest = serde_json::from_str(r#"{"title": "New", "description": "Same"}"#)?;
/// let edit = edit_request(&before, &after).unwrap();
/// assert_eq!(serde_json::to_string(&edit)?, r#"{"title":"New"}"#);
/// assert_eq!(edit_request(&after, &after), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn edit_request(
    before: &EditBatchRequest,
    after: &EditBatchRequest,
) -> Option<EditBatchRequest> {
    let request = EditBatchRequest {
        title: changed(before.title.as_ref(), after.title.as_ref()),
        description: changed(before.description.as_ref(), after.description.as_ref()),
        configuration: changed(before.configuration.as_ref(), after.configuration.as_ref()),
    };
    (request != EditBatchRequest::default()).then_some(request)
}

fn changed<T: Clone + Default + PartialEq>(before: Option<&T>, after: Option<&T>) -> Option<T> {
    let (before, after) = (
        before.cloned().unwrap_or_default(),
        after.cloned().unwrap_or_default(),
    );
    (before != after).then_some(after)
}

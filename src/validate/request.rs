//! The requests for a new batch.

use serde::Serialize;

use super::case::RequestParts;
use crate::documents::{BatchService, CreateBatchRequest, ValidateBatchRequest};

/// A request for a new batch: a [`CreateBatchRequest`] or a [`ValidateBatchRequest`].
///
/// It cannot be implemented outside this crate.
///
/// ```
/// use scale_batch::validate::BatchRequest;
/// use scale_batch::{Context, validate};
///
/// fn is_accepted(request: &impl BatchRequest) -> bool {
///     validate(request, &Context::new()).is_valid
/// }
/// ```
pub trait BatchRequest: Known {}
impl<R: Known> BatchRequest for R {}

/// What is known of these requests, in this crate only.
pub trait Known: Serialize {
    /// What they are sent to.
    const SERVICE: BatchService;

    /// What rules look at.
    fn parts(&self) -> RequestParts<'_>;
}

macro_rules! requests {
    ($($request:ty: $service:ident),+ $(,)?) => {$(
        impl Known for $request {
            const SERVICE: BatchService = BatchService::$service;

            fn parts(&self) -> RequestParts<'_> {
                RequestParts {
                    recipe_type_id: Some(self.recipe_type_id),
                    definition: Some(&self.definition),
                    configuration: self.configuration.as_ref(),
                }
            }
        }
    )+};
}
requests!(CreateBatchRequest: Create, ValidateBatchRequest: Validate);

//! Methods that make a document by its fields.

/// Declares `with_…` methods, one for each field that a document need not have.
///
/// ```text
/// with_methods! { CreateBatchRequest {
///     /// The same with a title.
///     with_title: into title String;
/// }}
/// ```
///
/// The word before the field says how it is given: `some` as the value of an `Option`, `into` as what becomes that value,
/// `set` as the value of a field that always has one, `list` as items that become those of a list, `map` as pairs of a
/// name and a value.
macro_rules! with_methods {
    ($document:ident {
        $($(#[doc = $doc:literal])+ $method:ident: $kind:ident $field:ident $given:ty;)+
    }) => {
        impl $document {
            $(crate::documents::with::with_method! { $kind [$(#[doc = $doc])+] $method $field $given })+
        }
    };
}

macro_rules! with_method {
    (some [$($doc:tt)+] $method:ident $field:ident $given:ty) => {
        $($doc)+
        #[must_use]
        pub fn $method(mut self, $field: $given) -> Self {
            self.$field = Some($field);
            self
        }
    };
    (into [$($doc:tt)+] $method:ident $field:ident $given:ty) => {
        $($doc)+
        #[must_use]
        pub fn $method(mut self, $field: impl Into<$given>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    (set [$($doc:tt)+] $method:ident $field:ident $given:ty) => {
        $($doc)+
        #[must_use]
        pub fn $method(mut self, $field: $given) -> Self {
            self.$field = $field;
            self
        }
    };
    (list [$($doc:tt)+] $method:ident $field:ident $given:ty) => {
        $($doc)+
        #[must_use]
        pub fn $method<T: Into<$given>>(mut self, $field: impl IntoIterator<Item = T>) -> Self {
            self.$field = $field.into_iter().map(Into::into).collect();
            self
        }
    };
    (map [$($doc:tt)+] $method:ident $field:ident $given:ty) => {
        $($doc)+
        #[must_use]
        pub fn $method<K: Into<String>>(
            mut self,
            $field: impl IntoIterator<Item = (K, $given)>,
        ) -> Self {
            let entries = $field.into_iter();
            self.$field = entries.map(|(name, value)| (name.into(), value)).collect();
            self
        }
    };
}
pub(crate) use {with_method, with_methods};

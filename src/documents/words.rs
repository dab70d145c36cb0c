//! Enums of words.

/// Declares enums of which every variant is a word in JSON: `as_str` and `Display` write it, `FromStr` reads it,
/// `Serialize`, `Deserialize` and the schema have it, and [`Word`](crate::read::Word) lets documents be read.
///
/// Whatever stands before a variant belongs to it, also `#[default]` where the enum derives that.
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+
        }
    )+) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        $visibility enum $name {
            $(
                $(#[$variant_meta])*
                #[cfg_attr(feature = "schema", schemars(rename = $word))]
                $variant,
            )+
        }

        impl $name {
            /// The word for it in JSON.
            #[must_use]
            $visibility const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }
        }

        impl crate::read::Word for $name {
            const ALL: &'static [Self] = &[$($name::$variant,)+];
            const WORDS: &'static [&'static str] = &[$($word,)+];
        }

        crate::read::read_words!($name);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )+};
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use crate::compare::{Certainty, JudgedMetric, TrendDirection, Verdict, VerdictReason};
    use crate::diff::Outcome;
    use crate::documents::{
        BatchService, ChangeName, FilterCondition, FilterType, JsonType, Metric, MetricDirection,
        MetricUnit, NodeKind, NodeStatus,
    };
    use crate::estimate::{Basis, CreationReason};
    use crate::forced_nodes::Unexpanded;
    use crate::proposals::FitReason;
    use crate::read::{UnknownWord, Word};
    use crate::recipe::InterfaceSide;
    use crate::validate::Outlook;

    fn check<W>()
    where
        W: Word + PartialEq + std::fmt::Debug + std::fmt::Display,
        W: serde::Serialize + serde::de::DeserializeOwned + std::str::FromStr<Err = UnknownWord>,
    {
        assert_eq!(W::ALL.len(), W::WORDS.len());
        for (value, word) in W::ALL.iter().zip(W::WORDS) {
            let json = serde_json::to_value(value).unwrap();
            assert_eq!(json, *word);
            assert_eq!(serde_json::from_value::<W>(json).unwrap(), *value);
            assert_eq!(value.to_string(), *word);
            assert_eq!(word.parse::<W>(), Ok(*value));
            let same = W::WORDS.iter().filter(|other| *other == word);
            assert_eq!(same.count(), 1, "{word}");
        }
    }

    #[test]
    fn every_word_is_its_own() {
        check::<Basis>();
        check::<BatchService>();
        check::<Certainty>();
        check::<ChangeName>();
        check::<CreationReason>();
        check::<FilterCondition>();
        check::<FilterType>();
        check::<FitReason>();
        check::<InterfaceSide>();
        check::<JsonType>();
        check::<JudgedMetric>();
        check::<Metric>();
        check::<MetricDirection>();
        check::<MetricUnit>();
        check::<NodeKind>();
        check::<NodeStatus>();
        check::<Outcome>();
        check::<Outlook>();
        check::<TrendDirection>();
        check::<Unexpanded>();
        check::<Verdict>();
        check::<VerdictReason>();
    }
}

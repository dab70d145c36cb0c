//! The causes that problems can have, each declared once.

causes! {
    /// What is wrong with the link of a batch to the others of its chain.
    enum ChainFault {
        /// It is the root, and supersedes another batch of its chain.
        RootSupersedes = "ROOT_SUPERSEDES" {
            /// The id of that batch.
            superseded: i64,
        } => format!("is the root of its chain, but supersedes batch {superseded} of the same chain");
        /// It is not the root, and supersedes none.
        SupersedesNone = "SUPERSEDES_NONE" {; root: i64 }
            => format!("belongs to the chain of batch {root}, but supersedes none of its batches");
        /// It supersedes itself.
        SupersedesItself = "SUPERSEDES_ITSELF" {
            /// Its own id.
            superseded: i64,
        } => "supersedes itself";
        /// It supersedes a batch that is not there.
        SupersededMissing = "SUPERSEDED_MISSING" {
            /// The id of that batch.
            superseded: i64,
        } => format!("supersedes batch {superseded}, which is not among the batches of its chain");
        /// It supersedes a batch that another one supersedes already.
        SupersededTwice = "SUPERSEDED_TWICE" {
            /// The id of that batch.
            superseded: i64,
        } => format!("supersedes batch {superseded}, which another batch supersedes already");
        /// It is the first of several batches that supersede each other in a circle.
        Circle = "CIRCLE" {
            /// How many they are.
            batches: usize;
            root: i64,
        } => format!(
            "is one of {batches} batches that supersede each other in a circle, which never reaches batch {root}, the \
             root of the chain"
        );
    }
}

//! What follows from a context alone: found when it is first needed, and kept for the requests after.
//!
//! A keystroke changes the request, not the recipe. Without this every one of them would walk the whole recipe.

use super::Context;
use super::derived::{FromBatch, RanDefinition, Unforced};
use super::found_batch::FoundBatch;
use super::need::Need;
use super::new_recipe_nodes::new_nodes;
use crate::diff::Sound;
use crate::documents::{Batch, KnownType, KnownTypes, NodeKind, NodeStatus, SubRecipeTypes};
use crate::problem::{Problem, is_within};
use crate::read::Limits;
use crate::recipe::graph::Graph;
use crate::sorted::{sort, sort_by_key};

/// The longest name of a node that the server's database can store, in characters.
pub(crate) const LONGEST_NODE_NAME: usize = 100;

/// Why the definition that a previous batch ran cannot be compared.
#[derive(Debug)]
pub(crate) enum NoDefinition {
    /// It is there, and this is wrong with it.
    Broken(Vec<Problem>),
    /// It is in no document of the context.
    Missing(Need),
}

impl Context {
    /// What the documents together say of recipe types, whichever their revisions.
    pub(crate) fn known_types(&self) -> &KnownTypes {
        self.derived.known_types.get_or_init(|| {
            let summaries = self.recipe_type_summaries();
            let of_summaries = summaries.filter_map(|summary| {
                let known = KnownType {
                    is_active: summary.is_active,
                    latest: summary.revision_num,
                };
                Some((summary.name.clone()?, known))
            });
            let revisions = self.revisions().into_iter().flat_map(SubRecipeTypes::iter);
            let of_revisions = revisions.map(|(name, revision_num, _)| {
                let known = KnownType {
                    is_active: None,
                    latest: Some(revision_num),
                };
                (name.to_owned(), known)
            });
            of_summaries.chain(of_revisions).collect()
        })
    }

    /// The names of the recipe nodes of the recipe type, in the order of the document.
    pub(crate) fn recipe_nodes(&self) -> &[String] {
        self.derived.recipe_nodes.get_or_init(|| {
            let Some(recipe_type) = self.sound_recipe_type() else {
                return Vec::new();
            };
            let order = recipe_type.document_order.iter().map(String::as_str);
            let mut places: Vec<(&str, usize)> = order.zip(0..).collect();
            sort(&mut places);
            let nodes = recipe_type.definition.nodes.iter();
            let mut names: Vec<String> = nodes
                .filter(|(_, node)| node.node_type.kind() == NodeKind::Recipe)
                .map(|(name, _)| name.clone())
                .collect();
            sort_by_key(&mut names, |name| {
                let found = places.binary_search_by(|(found, _)| (*found).cmp(name));
                found
                    .ok()
                    .and_then(|found| places.get(found))
                    .map(|(_, place)| *place)
            });
            names
        })
    }

    /// The names of nodes of the recipe type that the server cannot store, sorted.
    pub(crate) fn too_long_node_names(&self) -> &[String] {
        self.derived.too_long_node_names.get_or_init(|| {
            let nodes = self.sound_recipe_type().into_iter();
            let names = nodes.flat_map(|recipe_type| recipe_type.definition.nodes.keys());
            names
                .filter(|name| name.chars().count() > LONGEST_NODE_NAME)
                .cloned()
                .collect()
        })
    }

    /// The definition of the recipe type with its graph; `None` where it cannot be relied on.
    pub(crate) fn sound_definition(&self) -> Option<Sound<'_, '_>> {
        let definition = &self.sound_recipe_type()?.definition;
        let graph = self.derived.graph.get_or_init(|| {
            let graph = Graph::new(definition).ok()?;
            Some(graph.into_owned())
        });
        let graph = graph.as_ref()?;
        Some(Sound { definition, graph })
    }

    /// The definition that a previous batch ran, with its graph.
    ///
    /// It is the recipe type's own where the revision is the current one, else that of the revision, else the one
    /// that the batch carries.
    pub(crate) fn ran_definition(
        &self,
        found: &FoundBatch<'_>,
    ) -> Result<RanDefinition<'_>, NoDefinition> {
        let missing = || NoDefinition::Missing(found.details());
        let (batch, kept) = self.found(found).ok_or_else(missing)?;
        let ran = batch.recipe_type_rev.as_ref();
        let number = ran.and_then(|revision| revision.revision_num);
        if number.is_some() && self.is_of_recipe_type(batch) {
            let current = self.recipe_type.as_ref();
            if current.is_some_and(|current| current.revision_num == number) {
                // What is wrong with it is told as that of the recipe type.
                return self
                    .sound_definition()
                    .map(|sound| RanDefinition { sound, kept })
                    .ok_or_else(|| NoDefinition::Broken(Vec::new()));
            }
        }
        let name = self.name_of_recipe_type(batch);
        let revisions = self.revisions();
        let named = name.zip(number).zip(revisions);
        if let Some(revision) = named.and_then(|((name, number), all)| all.listed(name, number)) {
            let problems = kept
                .problems
                .get_or_init(|| Self::problems_of_revision(revision));
            if !problems.is_empty() {
                return Err(NoDefinition::Broken(problems.clone()));
            }
            return kept.ran(&revision.document.definition).ok_or_else(missing);
        }
        let own = ran.and_then(|revision| revision.definition.as_ref());
        let problems = self.definition_problems(found);
        if !problems.is_empty() {
            return Err(NoDefinition::Broken(problems));
        }
        if let Some(own) = own {
            return kept.ran(own).ok_or_else(missing);
        }
        Err(match number {
            None => missing(),
            Some(revision_num) => NoDefinition::Missing(Need::of_revision(name, revision_num)),
        })
    }

    /// A definition of the recipe type, as if a previous batch had run it.
    pub(crate) fn ran_itself<'c>(&'c self, sound: Sound<'c, 'c>) -> RanDefinition<'c> {
        let kept = &self.derived.of_no_batch;
        RanDefinition { sound, kept }
    }

    /// A previous batch, and what is kept of it.
    fn found(&self, found: &FoundBatch<'_>) -> Option<(&Batch, &FromBatch)> {
        match found.index {
            Some(index) => Some((
                self.batches()?.as_slice().get(index)?,
                self.derived.of_batches.get(index)?,
            )),
            None => Some((self.previous_batch()?, &self.derived.of_previous_batch)),
        }
    }

    /// Whether a batch is of the recipe type of the context, as far as both say.
    fn is_of_recipe_type(&self, batch: &Batch) -> bool {
        let own = self.recipe_type.as_ref().and_then(|own| own.id);
        let of_batch = batch.recipe_type.as_ref().map(|recipe_type| recipe_type.id);
        own.zip(of_batch).is_none_or(|(own, other)| own == other)
    }

    /// The name of the recipe type that a batch ran.
    fn name_of_recipe_type<'c>(&'c self, batch: &'c Batch) -> Option<&'c str> {
        let of_revision = batch.recipe_type_rev.as_ref();
        let of_revision = of_revision.and_then(|revision| revision.recipe_type.as_ref());
        let mut summaries = batch.recipe_type.iter().chain(of_revision);
        let own = || {
            let own = self.recipe_type.as_ref();
            own.filter(|_| self.is_of_recipe_type(batch))?
                .name
                .as_deref()
        };
        summaries
            .find_map(|summary| summary.name.as_deref())
            .or_else(own)
    }

    /// What keeps the definition that a batch carries from being read, or breaks it.
    fn definition_problems(&self, found: &FoundBatch<'_>) -> Vec<Problem> {
        let place = found
            .index
            .and_then(|index| Some(self.batches()?.place(index)));
        let definition = [place.unwrap_or_default(), "/recipe_type_rev/definition"].concat();
        let about_definition = self
            .problems(found.part())
            .iter()
            .filter(|problem| is_within(&problem.path, &definition));
        let mut problems: Vec<Problem> = about_definition.cloned().collect();
        for problem in &mut problems {
            problem.severity = problem.name.severity();
        }
        problems
    }

    /// What the diff with a previous batch says, whatever is forced; both definitions are sound.
    pub(crate) fn unforced<'c>(&'c self, ran: RanDefinition<'c>) -> Option<&'c Unforced> {
        let unforced = ran.kept.unforced.get_or_init(|| {
            let diff = ran.diff(self.sound_definition()?, None);
            let none = SubRecipeTypes::default();
            let revisions = self.revisions().unwrap_or(&none);
            let (inside, exceeded) = diff.sub_recipes_until(&Limits::default(), revisions);
            Some(Unforced {
                unknown_revisions: inside
                    .unknown
                    .iter()
                    .map(|(name, number)| ((*name).to_owned(), *number))
                    .collect(),
                exceeded: exceeded.map(Problem::warning),
                new_recipe_nodes: new_nodes(&diff, &inside, self.known_types()),
                reasons: diff.reasons().to_vec(),
                is_unchanged: diff
                    .nodes()
                    .all(|node| node.status() == NodeStatus::Unchanged),
            })
        });
        unforced.as_ref()
    }
}

//! Ways into sub-recipes: the names of the recipe nodes on each.

/// Recipes that were reached from an outermost one, each by the recipe node that contains it.
pub(crate) struct Ways<'n> {
    /// For each recipe, the place of the one around it and the name of the node there; the outermost has none.
    recipes: Vec<Option<(usize, &'n str)>>,
}

impl<'n> Ways<'n> {
    /// The outermost recipe alone, whose place is 0.
    pub(crate) fn new() -> Self {
        Ways {
            recipes: vec![None],
        }
    }

    /// Adds the recipe inside a node; its place is the next.
    pub(crate) fn add(&mut self, around: usize, node: &'n str) {
        self.recipes.push(Some((around, node)));
    }

    /// A node of a recipe, after the names of the nodes on the way there: `outer/inner`.
    pub(crate) fn to(&self, recipe: usize, node: &'n str) -> String {
        let mut names = vec![node];
        let mut around = self.recipes.get(recipe);
        while let Some(Some((recipe, node))) = around {
            names.push(node);
            around = self.recipes.get(*recipe);
        }
        names.reverse();
        names.join("/")
    }
}

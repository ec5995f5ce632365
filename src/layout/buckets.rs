//! Lists by small numbers, all in one vector: what belongs to each of many things, without a vector for each of them.

/// Per key, a list, in the order in which its entries came (a counting sort).
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets<T> {
    /// Where each key's list begins, and one more for where the last ends.
    first: Vec<u32>,
    entries: Vec<T>,
}

impl<T: Copy + Default> Buckets<T> {
    /// The lists of keys below `count`.
    pub(super) fn new(count: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Buckets<T> {
        // While the lists are filled, a key's list begins at its successor's place.
        let mut first = vec![0u32; count + 2];
        for (key, _) in pairs.clone() {
            first[key as usize + 2] += 1;
        }
        let mut sum = 0;
        for place in &mut first {
            sum += *place;
            *place = sum;
        }
        let mut entries = vec![T::default(); sum as usize];
        for (key, entry) in pairs {
            let place = &mut first[key as usize + 1];
            entries[*place as usize] = entry;
            *place += 1;
        }
        Buckets { first, entries }
    }

    /// The list of a key.
    pub(super) fn of(&self, key: usize) -> &[T] {
        &self.entries[self.first[key] as usize..self.first[key + 1] as usize]
    }

    /// The same, to be sorted.
    pub(super) fn of_mut(&mut self, key: usize) -> &mut [T] {
        &mut self.entries[self.first[key] as usize..self.first[key + 1] as usize]
    }
}

//! Lists by small numbers, all in one vector: what belongs to each of many things, without a vector for each of them.

use std::ops::Range;

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
    #[inline]
    pub(super) fn of(&self, key: u32) -> &[T] {
        &self.entries[self.range(key)]
    }

    /// The same, to be sorted.
    pub(super) fn of_mut(&mut self, key: u32) -> &mut [T] {
        let range = self.range(key);
        &mut self.entries[range]
    }

    /// Where the list of a key stands among all entries.
    #[inline]
    pub(super) fn range(&self, key: u32) -> Range<usize> {
        self.first[key as usize] as usize..self.first[key as usize + 1] as usize
    }

    /// How many entries all lists have together.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
}

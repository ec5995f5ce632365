//! The calls that are open while a journey is told: who waits for whom.
//!
//! A synchronous step opens a call; a later step of somebody who waits returns to it, and ends what was called in between.
//! An asynchronous step wakes its target on a thread of its own. A [`Calls`] can be cloned cheaply, so that each branch of
//! a block begins with the calls that were open before it: calls live in an arena, and a thread is an index into it.

use crate::model::ElementId;

/// A call, and the one below it on its stack.
#[derive(Clone, Copy, Debug)]
struct Call {
    from: ElementId,
    to: ElementId,
    below: Option<u32>,
    /// The block in which it was made.
    block: u32,
}

/// Every call that was made.
#[derive(Clone, Debug, Default)]
pub(super) struct Arena(Vec<Call>);

/// One stack of open calls.
#[derive(Clone, Copy, Debug)]
struct Thread {
    initiator: ElementId,
    top: Option<u32>,
}

/// What is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Calls {
    threads: Vec<Thread>,
}

/// A reply that is due: who was called, by whom, and in which block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reply {
    pub from: ElementId,
    pub to: ElementId,
    pub block: u32,
}

impl Arena {
    fn get(&self, index: u32) -> Call {
        self.0[index as usize]
    }

    fn push(&mut self, call: Call) -> u32 {
        self.0.push(call);
        (self.0.len() - 1) as u32
    }

    /// The calls from `top` down.
    fn down(&self, top: Option<u32>) -> impl Iterator<Item = (u32, Call)> + '_ {
        let at = |index: u32| (index, self.get(index));
        std::iter::successors(top.map(at), move |(_, call)| call.below.map(at))
    }
}

impl Calls {
    /// `from` acts: the calls that it made before are over, and are handed out, the last one first.
    pub(super) fn turn_to(&mut self, arena: &Arena, from: ElementId) -> Vec<Reply> {
        let Some((thread, rest)) = self.find(arena, from) else {
            self.threads.push(Thread { initiator: from, top: None });
            return Vec::new();
        };
        let top = self.threads[thread].top;
        self.threads[thread].top = rest;
        arena.down(top).take_while(|&(index, _)| Some(index) != rest).map(|(_, call)| reply(call)).collect()
    }

    /// A call is made, after [`Calls::turn_to`] its source.
    pub(super) fn open(&mut self, arena: &mut Arena, from: ElementId, to: ElementId, block: u32) {
        if let Some((thread, below)) = self.find(arena, from) {
            self.threads[thread].top = Some(arena.push(Call { from, to, below, block }));
        }
    }

    /// A message wakes `to`, on a thread of its own unless it is on one already.
    pub(super) fn wake(&mut self, arena: &Arena, to: ElementId) {
        if self.find(arena, to).is_none() {
            self.threads.push(Thread { initiator: to, top: None });
        }
    }

    /// Who waits for `element`.
    pub(super) fn caller(&self, arena: &Arena, element: ElementId) -> Option<ElementId> {
        let (_, at) = self.find(arena, element)?;
        at.map(|at| arena.get(at).from)
    }

    /// Every open call ends; the replies in their order, those of the first thread last.
    pub(super) fn close(&mut self, arena: &Arena) -> Vec<Reply> {
        let mut replies = Vec::new();
        for thread in self.threads.iter_mut().rev() {
            replies.extend(arena.down(thread.top.take()).map(|(_, call)| reply(call)));
        }
        replies
    }

    /// The calls that were made in `block` and are open, the last one of each thread first.
    pub(super) fn made_in(&self, arena: &Arena, block: u32) -> Vec<Reply> {
        let mut found = Vec::new();
        for thread in self.threads.iter().rev() {
            let own = arena.down(thread.top).take_while(|(_, call)| call.block == block);
            found.extend(own.map(|(_, call)| reply(call)));
        }
        found
    }

    /// Whether any call is open.
    pub(super) fn any_open(&self) -> bool {
        self.threads.iter().any(|thread| thread.top.is_some())
    }

    /// The latest thread that `element` is on, and the call that it serves there; none when it has set the thread off.
    fn find(&self, arena: &Arena, element: ElementId) -> Option<(usize, Option<u32>)> {
        for (index, thread) in self.threads.iter().enumerate().rev() {
            if let Some((call, _)) = arena.down(thread.top).find(|(_, call)| call.to == element) {
                return Some((index, Some(call)));
            }
            if thread.initiator == element {
                return Some((index, None));
            }
        }
        None
    }
}

fn reply(call: Call) -> Reply {
    Reply { from: call.to, to: call.from, block: call.block }
}

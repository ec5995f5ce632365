//! The calls that are open while a journey is told: who waits for whom.
//!
//! A synchronous step opens a call; a later step of somebody who waits returns to it, and ends what was called in between.
//! There are several stacks of calls: an initiator, whom nothing has reached, sets off one, and an asynchronous step wakes
//! its target on one of its own. The current one is that of who acted last. A reply runs along it, and on along the stacks
//! whose messages led to it, to the initiator who waits. A [`Calls`] can be cloned cheaply, so that each branch of a block
//! begins with the calls that were open before it: calls live in an arena, and a stack is an index into it.

use crate::model::ElementId;
use std::collections::BTreeSet;

/// A call, and the one below it on its stack.
#[derive(Clone, Copy, Debug)]
struct Call {
    from: ElementId,
    to: ElementId,
    below: Option<u32>,
    /// The block in which it was made.
    block: u32,
}

/// Every call that was made, and whom the steps of the journey have reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Arena {
    calls: Vec<Call>,
    reached: BTreeSet<ElementId>,
}

/// One stack of open calls.
#[derive(Clone, Copy, Debug)]
struct Thread {
    first: ElementId,
    /// Whether the first one is an initiator, so that replies end here.
    initiated: bool,
    /// The thread from which a message woke it, until a reply has ended that.
    by: Option<u32>,
    top: Option<u32>,
}

/// What is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Calls {
    threads: Vec<Thread>,
    /// The threads as they acted, the current one last.
    acted: Vec<u32>,
}

/// A reply that is due: who was called, by whom, and in which block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reply {
    pub from: ElementId,
    pub to: ElementId,
    pub block: u32,
}

impl Arena {
    /// A step of the journey has reached `element`.
    pub(super) fn reach(&mut self, element: ElementId) {
        self.reached.insert(element);
    }

    fn get(&self, index: u32) -> Call {
        self.calls[index as usize]
    }

    fn push(&mut self, call: Call) -> u32 {
        self.calls.push(call);
        (self.calls.len() - 1) as u32
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
        let Some((place, rest)) = self.find(arena, from) else {
            self.begin(Thread {
                first: from,
                initiated: !arena.reached.contains(&from),
                by: None,
                top: None,
            });
            return Vec::new();
        };
        let current = self.acted.remove(place);
        self.acted.push(current);
        let top = std::mem::replace(&mut self.threads[current as usize].top, rest);
        arena.down(top).take_while(|&(index, _)| Some(index) != rest).map(|(_, call)| reply(call)).collect()
    }

    /// A call is made, after [`Calls::turn_to`] its source.
    pub(super) fn open(&mut self, arena: &mut Arena, from: ElementId, to: ElementId, block: u32) {
        if let Some(&current) = self.acted.last() {
            let below = self.threads[current as usize].top;
            self.threads[current as usize].top = Some(arena.push(Call { from, to, below, block }));
        }
    }

    /// A message wakes `to`, after [`Calls::turn_to`] its source: on a thread of its own unless it is on one already.
    pub(super) fn wake(&mut self, arena: &Arena, to: ElementId) {
        let by = self.acted.last().copied();
        match self.find(arena, to) {
            None => self.begin(Thread { first: to, initiated: false, by, top: None }),
            Some((place, None)) => {
                let woken = self.acted[place];
                let thread = &mut self.threads[woken as usize];
                if !thread.initiated && by != Some(woken) {
                    thread.by = thread.by.or(by);
                }
            }
            Some(_) => {}
        }
    }

    /// Who waits for `element`.
    pub(super) fn caller(&self, arena: &Arena, element: ElementId) -> Option<ElementId> {
        let (_, at) = self.find(arena, element)?;
        at.map(|at| arena.get(at).from)
    }

    /// A reply: every open call ends. Handed out in their order are those along which it runs, and the others.
    pub(super) fn close(&mut self, arena: &Arena) -> (Vec<Reply>, Vec<Reply>) {
        let along = self.along();
        let (mut replies, mut others) = (Vec::new(), Vec::new());
        for &thread in &along {
            replies.extend(self.end(arena, thread));
        }
        for place in (0..self.acted.len()).rev() {
            others.extend(self.end(arena, self.acted[place]));
        }
        // Whoever a message was sent for has its answer.
        self.threads.iter_mut().for_each(|thread| thread.by = None);
        (replies, others)
    }

    /// After a step: the threads that no reply would run along end, if nobody who was called there acts again.
    /// Calls that were made outside of `block` stay, since what follows the block begins with them.
    pub(super) fn leave(
        &mut self,
        arena: &Arena,
        block: u32,
        acts_again: impl Fn(ElementId) -> bool,
    ) -> Vec<Reply> {
        let mut ends: Vec<bool> = self.threads.iter().map(|thread| thread.top.is_some()).collect();
        self.along().into_iter().for_each(|thread| ends[thread as usize] = false);
        let stays = |call: Call| call.block != block || acts_again(call.to);
        let mut over = Vec::new();
        for place in (0..self.acted.len()).rev() {
            let thread = self.acted[place];
            let top = self.threads[thread as usize].top;
            if ends[thread as usize] && !arena.down(top).any(|(_, call)| stays(call)) {
                over.extend(self.end(arena, thread));
            }
        }
        over
    }

    /// The calls that were made in `block` and are open, the last one of each thread first.
    pub(super) fn made_in(&self, arena: &Arena, block: u32) -> Vec<Reply> {
        let mut found = Vec::new();
        for &thread in self.acted.iter().rev() {
            let own = arena.down(self.threads[thread as usize].top);
            found.extend(own.take_while(|(_, call)| call.block == block).map(|(_, call)| reply(call)));
        }
        found
    }

    /// Whether any call is open.
    pub(super) fn any_open(&self) -> bool {
        self.threads.iter().any(|thread| thread.top.is_some())
    }

    /// Whether an initiator has set off the current thread, and waits for nobody there.
    pub(super) fn begins(&self) -> bool {
        let current = self.acted.last().map(|&current| self.threads[current as usize]);
        current.is_some_and(|thread| thread.initiated && thread.top.is_none())
    }

    /// The threads along which a reply runs: from the latest one on which it finds a call, on to those that led to it by
    /// messages. Where these do not lead to an initiator, the latest one who waits is answered as well.
    fn along(&self) -> Vec<u32> {
        let mut passed = vec![false; self.threads.len()];
        let is_open = |thread: u32| self.threads[thread as usize].top.is_some();
        for &start in self.acted.iter().rev() {
            let mut along = Vec::new();
            let mut next = Some(start);
            // A thread that was passed before led to no call; one on this way has woken itself.
            while let Some(at) = next.filter(|&at| !std::mem::replace(&mut passed[at as usize], true)) {
                along.push(at);
                next = self.threads[at as usize].by;
            }
            if !along.iter().any(|&thread| is_open(thread)) {
                continue;
            }
            if !along.last().is_some_and(|&last| self.threads[last as usize].initiated) {
                let waits = |&thread: &u32| self.threads[thread as usize].initiated && is_open(thread);
                along.extend(self.acted.iter().rev().copied().find(waits));
            }
            return along;
        }
        Vec::new()
    }

    fn begin(&mut self, thread: Thread) {
        self.acted.push(self.threads.len() as u32);
        self.threads.push(thread);
    }

    fn end<'a>(&mut self, arena: &'a Arena, thread: u32) -> impl Iterator<Item = Reply> + use<'a> {
        arena.down(self.threads[thread as usize].top.take()).map(|(_, call)| reply(call))
    }

    /// The place of the latest thread that `element` is on, and the call that it serves there; none when it has set the
    /// thread off.
    fn find(&self, arena: &Arena, element: ElementId) -> Option<(usize, Option<u32>)> {
        for (place, &thread) in self.acted.iter().enumerate().rev() {
            let thread = self.threads[thread as usize];
            if let Some((call, _)) = arena.down(thread.top).find(|(_, call)| call.to == element) {
                return Some((place, Some(call)));
            }
            if thread.first == element {
                return Some((place, None));
            }
        }
        None
    }
}

fn reply(call: Call) -> Reply {
    Reply { from: call.to, to: call.from, block: call.block }
}

//! Counts what is allocated.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The system's allocator, which counts bytes.
pub struct Counting;

static TOTAL: AtomicUsize = AtomicUsize::new(0);
static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn grow(bytes: usize) {
    TOTAL.fetch_add(bytes, Relaxed);
    let held = HELD.fetch_add(bytes, Relaxed) + bytes;
    PEAK.fetch_max(held, Relaxed);
}

// SAFETY: every call is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // The system may copy: for a moment, both are there. Only what is added counts for the total, which would
        // otherwise grow in leaps.
        grow(size);
        TOTAL.fetch_sub(layout.size().min(size), Relaxed);
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// What was allocated while something ran.
#[derive(Debug, Clone, Copy)]
pub struct Allocated {
    /// The bytes of all allocations together.
    pub total: usize,
    /// The most bytes that were held at one time, beyond those held before.
    pub peak: usize,
}

/// Runs it, and counts what it allocates. Nothing else may run meanwhile.
pub fn counted<R>(run: impl FnOnce() -> R) -> (R, Allocated) {
    let (total, held) = (TOTAL.load(Relaxed), HELD.load(Relaxed));
    PEAK.store(held, Relaxed);
    let result = run();
    let allocated = Allocated {
        total: TOTAL.load(Relaxed) - total,
        peak: PEAK.load(Relaxed) - held,
    };
    (result, allocated)
}

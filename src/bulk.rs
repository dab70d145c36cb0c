//! Many documents, a line each: every line of a reader gets a line in a writer, in order, computed on all cores.
//!
//! A reading thread cuts the input into chunks of whole lines, threads compute the results of a chunk each, and the
//! calling thread writes them. A chunk is handed on as soon as the reader has no more at hand, so a line that is typed
//! gets its result at once.
//!
//! Not available in WebAssembly, which has no threads of its own.

use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many bytes are read at once. A chunk that has as many is handed on.
const CHUNK: usize = 64 << 10;

/// How lines are processed.
///
/// Memory holds at most four chunks for each thread: a chunk is the longest line plus 64 KiB, or the results of these
/// lines.
///
/// ```
/// use scale_batch::bulk::Lines;
/// use scale_batch::edge::call;
///
/// let requests = "{\"request\": {\"recipe_type_id\": 208}}\n{\"request\": {\"title\": 5}}\n";
/// let mut results = Vec::new();
/// Lines::new().process(requests.as_bytes(), &mut results, |line| match line.text {
///     Ok(inputs) => Ok(call("readCreateRequest", inputs, "")),
///     Err(unusable) => Err(std::io::Error::other(format!("line {}: {unusable}", line.number))),
/// })?;
/// assert_eq!(String::from_utf8_lossy(&results).lines().count(), 2);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Lines {
    threads: NonZeroUsize,
    longest: usize,
}

/// A line of the input.
///
/// ```
/// use scale_batch::bulk::Lines;
///
/// let mut results = Vec::new();
/// Lines::new().process("one\ntwo\n".as_bytes(), &mut results, |line| Ok(line.number.to_string()))?;
/// assert_eq!(results, b"1\n2\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Line<'l> {
    /// Its number, counted from 1.
    pub number: u64,
    /// The line without its line feed.
    pub text: Result<&'l str, Unusable>,
}

/// Why a line has no text.
///
/// ```
/// use scale_batch::bulk::{Lines, Unusable};
///
/// let mut results = Vec::new();
/// Lines::new().process(&b"\xFF"[..], &mut results, |line| Ok(format!("{:?}", line.text)))?;
/// assert_eq!(results, b"Err(NotUtf8)\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unusable {
    /// It is not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// It is longer than the limit.
    #[error("too long")]
    TooLong,
}

impl Default for Lines {
    fn default() -> Self {
        Lines::new()
    }
}

impl Lines {
    /// On all cores, with lines of at most 256 MiB.
    ///
    /// ```
    /// use scale_batch::bulk::Lines;
    ///
    /// let mut results = Vec::new();
    /// Lines::new().process("one\ntwo\n".as_bytes(), &mut results, |line| Ok(line.text.unwrap_or_default().len().to_string()))?;
    /// assert_eq!(results, b"3\n3\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Lines {
            threads: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            longest: 1 << 28,
        }
    }

    /// How many threads compute results.
    ///
    /// ```
    /// use scale_batch::bulk::Lines;
    ///
    /// let mut results = Vec::new();
    /// Lines::new().threads(std::num::NonZeroUsize::MIN).process("one\ntwo\n".as_bytes(), &mut results, |line| Ok(line.number.to_string()))?;
    /// assert_eq!(results, b"1\n2\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn threads(self, threads: NonZeroUsize) -> Self {
        Lines { threads, ..self }
    }

    /// How many bytes a line may have. Of a longer one nothing is kept: it is [`Unusable::TooLong`].
    ///
    /// ```
    /// use scale_batch::bulk::Lines;
    ///
    /// let mut results = Vec::new();
    /// Lines::new().longest(2).process("one\ntwo\n".as_bytes(), &mut results, |line| Ok(format!("{:?}", line.text)))?;
    /// assert_eq!(results, b"Err(TooLong)\nErr(TooLong)\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn longest(self, longest: usize) -> Self {
        Lines { longest, ..self }
    }

    /// Writes the result of each line as a line, in the order of the input. Only a line feed ends a line; after the last
    /// line it may be missing.
    ///
    /// A write that fails, such as to a closed pipe, ends the work once the reader returns from the read that it is in.
    ///
    /// # Errors
    ///
    /// The first error of the writer, of the reader, or of `result_of`. The results of all lines before the place where
    /// the reader or `result_of` failed are written.
    ///
    /// # Panics
    ///
    /// If `result_of` or the reader panics, with the same payload.
    ///
    /// ```
    /// use scale_batch::bulk::Lines;
    ///
    /// let mut results = Vec::new();
    /// Lines::new().process("one\ntwo\n".as_bytes(), &mut results, |line| Ok(line.text.unwrap_or("?").to_uppercase()))?;
    /// assert_eq!(results, b"ONE\nTWO\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn process<F>(
        self,
        reader: impl Read + Send,
        writer: impl Write,
        result_of: F,
    ) -> io::Result<()>
    where
        F: Fn(Line<'_>) -> io::Result<String> + Sync,
    {
        let result_of = |line: Line<'_>| result_of(line).map(|result| (result, 0));
        match self.process_with_codes(reader, writer, result_of).1 {
            End::Complete => Ok(()),
            End::Unreadable(error) | End::Refused(error) | End::Unwritable(error) => Err(error),
        }
    }

    /// Like [`process`](Lines::process), for results with codes: returns the highest code of the results that were
    /// written, or that nobody wanted any more, and what ended the work.
    pub(crate) fn process_with_codes<F, E>(
        self,
        reader: impl Read + Send,
        mut writer: impl Write,
        result_of: F,
    ) -> (u8, End<E>)
    where
        F: Fn(Line<'_>) -> Result<(String, u8), E> + Sync,
        E: Send,
    {
        let (in_order, ordered) = sync_channel(2 * self.threads.get());
        // Has room for every chunk that can be under way, so that sending to it never waits: one is sent, one is
        // written, and the others are in `ordered`.
        let (to_compute, chunks) = sync_channel(2 * self.threads.get() + 2);
        let chunks = Mutex::new(chunks);
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            let computing: Vec<_> = (0..self.threads.get())
                .map(|_| scope.spawn(|| compute(&chunks, &is_over, &result_of)))
                .collect();
            let queues = Queues {
                in_order,
                to_compute,
            };
            let reading = scope.spawn(move || Cutter::new(self.longest).cut(reader, &queues));
            let (code, written) = write_in_order(ordered, &mut writer);
            is_over.store(true, Ordering::Relaxed);
            let read = reading.join();
            for thread in computing {
                thread.join().unwrap_or_else(|panic| resume_unwind(panic));
            }
            let read = read.unwrap_or_else(|panic| resume_unwind(panic));
            match (written, read) {
                (End::Complete, Err(error)) => (code, End::Unreadable(error)),
                (end, _) => (code, end),
            }
        })
    }
}

/// What ended the work.
pub(crate) enum End<E> {
    /// There are no more lines.
    Complete,
    /// The reader failed.
    Unreadable(io::Error),
    /// A line has no result.
    Refused(E),
    /// The writer failed.
    Unwritable(io::Error),
}

/// Whole lines, and where their results go.
struct Chunk<E> {
    lines: Cut,
    results: SyncSender<Results<E>>,
}

/// Whole lines.
#[derive(Default)]
struct Cut {
    bytes: Vec<u8>,
    /// The number of its first line.
    first: u64,
    /// Where each line ends in `bytes`; a line that is too long has no bytes.
    ends: Vec<(usize, Length)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Allowed,
    TooLong,
}

/// The results of a chunk: as lines, their highest code, and what ended them.
struct Results<E> {
    lines: Vec<u8>,
    code: u8,
    end: Result<(), E>,
}

/// Where chunks go.
struct Queues<E> {
    in_order: SyncSender<Receiver<Results<E>>>,
    to_compute: SyncSender<Chunk<E>>,
}

impl<E> Queues<E> {
    /// Hands on the lines; `None` when nobody wants them any more.
    fn send(&self, lines: Cut) -> Option<()> {
        let (results, receiver) = sync_channel(1);
        self.in_order.send(receiver).ok()?;
        self.to_compute.send(Chunk { lines, results }).ok()
    }
}

/// Cuts what is read into lines.
struct Cutter {
    longest: usize,
    cut: Cut,
    /// Where the line begins that is not complete.
    start: usize,
    length: Length,
}

impl Cutter {
    fn new(longest: usize) -> Self {
        let cut = Cut {
            first: 1,
            ..Cut::default()
        };
        Cutter {
            longest,
            cut,
            start: 0,
            length: Length::Allowed,
        }
    }

    /// Reads to the end, or until nobody wants more.
    fn cut<E>(mut self, mut reader: impl Read, queues: &Queues<E>) -> io::Result<()> {
        let mut buffer = vec![0; CHUNK];
        loop {
            let read = match reader.read(&mut buffer) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if read == 0 {
                break;
            }
            for part in buffer
                .get(..read)
                .unwrap_or_default()
                .split_inclusive(|byte| *byte == b'\n')
            {
                match part.split_last() {
                    Some((b'\n', rest)) => {
                        self.keep(rest);
                        self.end_line();
                    }
                    _ => self.keep(part),
                }
            }
            if !self.cut.ends.is_empty() && queues.send(self.take()).is_none() {
                return Ok(());
            }
        }
        if self.cut.bytes.len() > self.start || self.length == Length::TooLong {
            self.end_line();
            queues.send(self.take());
        }
        Ok(())
    }

    /// Adds to the line that is not complete.
    fn keep(&mut self, part: &[u8]) {
        let length = self.cut.bytes.len() - self.start + part.len();
        if self.length == Length::TooLong || length > self.longest {
            self.length = Length::TooLong;
            self.cut.bytes.truncate(self.start);
        } else {
            self.cut.bytes.extend_from_slice(part);
        }
    }

    fn end_line(&mut self) {
        self.start = self.cut.bytes.len();
        let length = std::mem::replace(&mut self.length, Length::Allowed);
        self.cut.ends.push((self.start, length));
    }

    /// The complete lines; the rest stays.
    fn take(&mut self) -> Cut {
        let rest = self.cut.bytes.split_off(self.start);
        self.start = 0;
        let next = Cut {
            bytes: rest,
            first: self.cut.first + self.cut.ends.len() as u64,
            ends: Vec::new(),
        };
        std::mem::replace(&mut self.cut, next)
    }
}

/// Computes the results of chunks until there are no more, or it is over.
fn compute<E>(
    chunks: &Mutex<Receiver<Chunk<E>>>,
    is_over: &AtomicBool,
    result_of: &(impl Fn(Line<'_>) -> Result<(String, u8), E> + Sync),
) {
    // The lock is held only to take a chunk: a panic of `result_of` does not poison it.
    while let Some(chunk) = chunks.lock().ok().and_then(|chunks| chunks.recv().ok()) {
        let mut results = Results {
            lines: Vec::with_capacity(chunk.lines.bytes.len()),
            code: 0,
            end: Ok(()),
        };
        let mut start = 0;
        for (number, (end, length)) in (chunk.lines.first..).zip(&chunk.lines.ends) {
            if is_over.load(Ordering::Relaxed) {
                break;
            }
            let bytes = chunk.lines.bytes.get(start..*end).unwrap_or_default();
            start = *end;
            let text = match length {
                Length::Allowed => std::str::from_utf8(bytes).map_err(|_| Unusable::NotUtf8),
                Length::TooLong => Err(Unusable::TooLong),
            };
            match result_of(Line { number, text }) {
                Ok((result, code)) => {
                    results.code = results.code.max(code);
                    results.lines.extend_from_slice(result.as_bytes());
                    results.lines.push(b'\n');
                }
                Err(error) => {
                    results.end = Err(error);
                    break;
                }
            }
        }
        // Nobody receives them when it is over.
        let _ = chunk.results.send(results);
    }
}

/// Writes the results of chunks in order, until one of them, or a write, fails; returns their highest code, too.
fn write_in_order<E>(
    ordered: Receiver<Receiver<Results<E>>>,
    writer: &mut dyn Write,
) -> (u8, End<E>) {
    let mut highest = 0;
    for receiver in ordered {
        // Whoever was to send them panicked; that is passed on later.
        let Ok(results) = receiver.recv() else {
            break;
        };
        highest = highest.max(results.code);
        let written = writer.write_all(&results.lines);
        if let Err(error) = written.and_then(|()| writer.flush()) {
            return (highest, End::Unwritable(error));
        }
        if let Err(refused) = results.end {
            return (highest, End::Refused(refused));
        }
    }
    (highest, End::Complete)
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;
    use std::sync::atomic::AtomicUsize;

    use super::*;

    fn on(threads: usize) -> Lines {
        Lines::new().threads(NonZeroUsize::new(threads).unwrap())
    }

    /// What a line is, with its number.
    fn told(line: Line<'_>) -> String {
        match line.text {
            Ok(text) => format!("{} {text}", line.number),
            Err(unusable) => format!("{} {unusable}", line.number),
        }
    }

    fn processed(lines: Lines, input: &[u8]) -> String {
        let mut output = Vec::new();
        lines
            .process(input, &mut output, |line| Ok(told(line)))
            .unwrap();
        String::from_utf8(output).unwrap()
    }

    /// A reader that fails after some bytes, and gives few at once.
    struct Broken<'b>(&'b [u8]);

    impl Read for Broken<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let (now, rest) = self.0.split_at(self.0.len().min(3));
            if now.is_empty() {
                return Err(io::Error::other("the disk is gone"));
            }
            self.0 = rest;
            buffer[..now.len()].copy_from_slice(now);
            Ok(now.len())
        }
    }

    /// A pipe that is closed after some writes.
    struct Closed(usize);

    impl Write for Closed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let left = self.0.checked_sub(1);
            self.0 = left.ok_or(io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn results_are_in_the_order_of_the_lines() {
        let (mut input, mut expected) = (String::new(), String::new());
        for number in 1..=50_000 {
            input += &format!("line {number}\n");
            expected += &format!("{number} line {number}\n");
        }
        for threads in [1, 2, 5] {
            assert!(processed(on(threads), input.as_bytes()) == expected);
        }
    }

    #[test]
    fn only_a_line_feed_ends_a_line_and_the_last_may_lack_it() {
        for (input, expected) in [
            ("", ""),
            ("\n", "1 \n"),
            ("a", "1 a\n"),
            ("a\n", "1 a\n"),
            ("a\n\nb", "1 a\n2 \n3 b\n"),
            ("a\r\u{2028}b\n", "1 a\r\u{2028}b\n"),
        ] {
            assert_eq!(processed(on(2), input.as_bytes()), expected, "{input:?}");
        }
    }

    #[test]
    fn unusable_lines_are_told_apart() {
        let lines = on(2).longest(4);
        assert_eq!(
            processed(lines, b"four\nfives\n\xff\nsix\nseven7"),
            "1 four\n2 too long\n3 not UTF-8\n4 six\n5 too long\n"
        );
        // A long line comes in several reads, and so does one that is too long.
        let long = "x".repeat(5 * CHUNK);
        let input = format!("{long}\nb\n{long}y\nc");
        assert_eq!(
            processed(on(2).longest(long.len()), input.as_bytes()),
            format!("1 {long}\n2 b\n3 too long\n4 c\n")
        );
    }

    #[test]
    fn a_reader_that_fails_ends_the_lines_before() {
        let mut output = Vec::new();
        let result = on(2).process(Broken(b"one\ntwo\nthr"), &mut output, |line| Ok(told(line)));
        assert_eq!(result.unwrap_err().to_string(), "the disk is gone");
        assert_eq!(String::from_utf8(output).unwrap(), "1 one\n2 two\n");
    }

    #[test]
    fn a_result_that_fails_ends_the_lines_before() {
        let mut output = Vec::new();
        let input = "x\n".repeat(100_000);
        let result = on(2).process(input.as_bytes(), &mut output, |line| match line.number {
            70_000 => Err(io::Error::other("enough")),
            number => Ok(number.to_string()),
        });
        assert_eq!(result.unwrap_err().to_string(), "enough");
        assert_eq!(String::from_utf8(output).unwrap().lines().count(), 69_999);
    }

    #[test]
    fn a_writer_that_fails_stops_the_work() {
        let computed = AtomicUsize::new(0);
        // Without an end: only the writer can stop it.
        let input = io::repeat(b'\n');
        let result = on(2).process(input, Closed(3), |_| {
            computed.fetch_add(1, Ordering::Relaxed);
            Ok(String::new())
        });
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        // Three chunks were written, and at most four for each thread were under way.
        assert!(computed.load(Ordering::Relaxed) <= (3 + 4 * 2) * CHUNK);
    }

    #[test]
    fn a_panic_is_passed_on() {
        for threads in [1, 3] {
            let caught = catch_unwind(|| {
                on(threads).process(io::repeat(b'\n'), io::sink(), |line| {
                    assert!(line.number != 100_000, "at a line");
                    Ok(String::new())
                })
            });
            let panic = caught.unwrap_err();
            assert_eq!(panic.downcast_ref::<&str>(), Some(&"at a line"));
        }
    }

    #[test]
    fn a_slow_writer_holds_the_reader_back() {
        /// Notes how far the reader is ahead of the writer.
        struct Ahead<'a>(&'a AtomicUsize, &'a AtomicUsize);
        impl Read for Ahead<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                if self.0.load(Ordering::SeqCst) == 200 {
                    return Ok(0);
                }
                let read = self.0.fetch_add(1, Ordering::SeqCst) + 1;
                assert!(read - self.1.load(Ordering::SeqCst) <= 4 * 2);
                buffer.fill(b'\n');
                Ok(buffer.len())
            }
        }
        struct Slow<'a>(&'a AtomicUsize);
        impl Write for Slow<'_> {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                thread::sleep(std::time::Duration::from_millis(1));
                self.0.fetch_add(1, Ordering::SeqCst);
                Ok(bytes.len())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (read, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let reader = Ahead(&read, &written);
        on(2)
            .process(reader, Slow(&written), |_| Ok(String::new()))
            .unwrap();
        assert_eq!(written.load(Ordering::SeqCst), 200);
    }
}

//! The WebAssembly module in an interpreter that counts instructions.

use std::path::Path;

use wasmi::{CompilationMode, Config, Engine, Instance, Linker, Memory, Module, Store, TypedFunc};

/// The compiled module.
pub struct Compiled {
    engine: Engine,
    module: Module,
}

/// What a call in the module cost.
#[derive(Debug, Clone, Copy)]
pub struct Executed {
    pub instructions: u64,
    /// The bytes of linear memory at the end.
    pub memory: usize,
}

/// More instructions than any row of the catalogue may need: beyond them, a call is stopped.
const MOST_INSTRUCTIONS: u64 = 40_000_000_000;

type Failure = Box<dyn std::error::Error>;

impl Compiled {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let mut config = Config::default();
        // Eager: compilation would be counted as instructions of the first call.
        config
            .consume_fuel(true)
            .compilation_mode(CompilationMode::Eager);
        let engine = Engine::new(&config);
        let module = Module::new(&engine, std::fs::read(path)?)?;
        Ok(Compiled { engine, module })
    }

    /// Runs calls one after the other in a new instance, as `js/src/engine.ts` does, and counts the last one.
    pub fn run(&self, calls: &[(&str, &str)]) -> Result<(String, Executed), Failure> {
        let mut running = self.start()?;
        let mut last = Err("nothing was called".into());
        for (function, input) in calls {
            last = running.call(function, input);
        }
        last
    }

    /// A new instance.
    pub fn start(&self) -> Result<Running, Failure> {
        Running::new(self)
    }
}

/// Where three strings are, and how long each is.
type Arguments = (i32, i32, i32, i32, i32, i32);
/// Where a string is, and how long.
type Text = (i32, i32);

/// An instance of the module.
pub struct Running {
    store: Store<()>,
    memory: Memory,
    call: TypedFunc<Arguments, Text>,
    allocate: TypedFunc<(i32, i32), i32>,
}

impl Running {
    fn new(compiled: &Compiled) -> Result<Self, Failure> {
        let mut store = Store::new(&compiled.engine, ());
        store.set_fuel(MOST_INSTRUCTIONS)?;
        let mut linker = Linker::new(&compiled.engine);
        // Only values of JavaScript need the table, and strings are none.
        let table = "__wbindgen_init_externref_table";
        linker.func_wrap("./scale_batch_bg.js", table, || {})?;
        let instance: Instance = linker.instantiate_and_start(&mut store, &compiled.module)?;
        let start = instance.get_typed_func::<(), ()>(&store, "__wbindgen_start")?;
        start.call(&mut store, ())?;
        Ok(Running {
            memory: instance.get_memory(&store, "memory").ok_or("no memory")?,
            call: instance.get_typed_func(&store, "call")?,
            allocate: instance.get_typed_func(&store, "__wbindgen_malloc")?,
            store,
        })
    }

    fn pass(&mut self, text: &str) -> Result<(i32, i32), Failure> {
        if text.is_empty() {
            return Ok((1, 0));
        }
        let length = i32::try_from(text.len())?;
        let pointer = self.allocate.call(&mut self.store, (length, 1))?;
        let place = usize::try_from(pointer.cast_unsigned())?;
        self.memory.write(&mut self.store, place, text.as_bytes())?;
        Ok((pointer, length))
    }

    /// The result of a function, and what it cost.
    pub fn call(&mut self, function: &str, input: &str) -> Result<(String, Executed), Failure> {
        let (name, name_length) = self.pass(function)?;
        let (text, text_length) = self.pass(input)?;
        self.store.set_fuel(MOST_INSTRUCTIONS)?;
        let parameters = (name, name_length, text, text_length, 1, 0);
        let (pointer, length) = self.call.call(&mut self.store, parameters)?;
        let instructions = MOST_INSTRUCTIONS - self.store.get_fuel()?;
        let mut result = vec![0; usize::try_from(length.cast_unsigned())?];
        let place = usize::try_from(pointer.cast_unsigned())?;
        self.memory.read(&self.store, place, &mut result)?;
        let memory = self.memory.data_size(&self.store);
        let executed = Executed {
            instructions,
            memory,
        };
        Ok((String::from_utf8(result)?, executed))
    }
}

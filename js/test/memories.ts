/** The memory of each instance of the modules. The first is started with the package: import this before it. */
export const memories: WebAssembly.Memory[] = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, given: [WebAssembly.Module, WebAssembly.Imports]) {
    const instance = new target(...given);
    memories.push(instance.exports["memory"] as WebAssembly.Memory);
    return instance;
  },
});

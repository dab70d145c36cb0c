/** The memory of each instance of the module. It is started at the first call, so none is missed by who imports this. */
export const memories: WebAssembly.Memory[] = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, given: [WebAssembly.Module, WebAssembly.Imports]) {
    const instance = new target(...given);
    memories.push(instance.exports["memory"] as WebAssembly.Memory);
    return instance;
  },
});

import MoatInspection

extension Capability {
  /// What it is and why a reader looks at it, in one sentence.
  var explanation: String {
    switch self {
    case .network: "Opens connections: it can fetch code, or send out what it read."
    case .tlsOff: "Turns off the checks that tell the right server from any other."
    case .process: "Starts programs, with all the rights of whoever runs it."
    case .fileRead: "Reads files."
    case .fileWrite: "Writes files: outside of OUT_DIR it can change what other programs run."
    case .permissions: "Makes files executable: what is dropped this way is usually started next."
    case .environmentRead: "Reads variables of the environment by name."
    case .environmentAll: "Reads all variables of the environment, secrets among them."
    case .environmentWrite: "Sets variables that later code and started programs see."
    case .secretVariable: "Names a variable that holds a secret, such as a token or a key."
    case .credentialPath: "Names a place of keys, wallets, browser data or other credentials."
    case .persistence: "Names a place from which programs are started by themselves."
    case .outsidePath: "Leaves its own folder: home, the parents of OUT_DIR, .git or /tmp."
    case .directoryWalk: "Walks through whole folders."
    case .clipboard: "Reads or changes the clipboard."
    case .dynamicLoading: "Loads machine code while it runs, which no source shows."
    case .ffi: "Calls code in other languages, which is not looked through."
    case .unsafe: "The compiler's guarantees end here: the reader has to give them."
    case .assembly: "Machine instructions, which can do anything."
    case .beforeMain: "Runs before main, whether or not anybody calls it."
    case .embeddedBinary: "Brings machine code along that was not built from this source."
    case .embeddedScript: "Brings a script along that an interpreter would run."
    case .embeddedArchive: "Brings packed files along, which are not looked through."
    case .embeddedFile: "Builds the bytes of a file into the program."
    case .includeUnusual: "Compiles a file as Rust that does not look like Rust."
    case .pathAttribute: "Takes a module from another place than where readers look for it."
    case .encodedPayload: "Text that decodes to an address, a script or a program."
    case .decoding:
      "Decodes base64, hex or the like while it runs: what comes out is not in the source."
    case .splitString: "A word in pieces, which a search for the whole does not find."
    case .longLine: "A line far longer than a screen: what is at its end is easily overlooked."
    case .highEntropy: "Data that looks packed or encrypted."
    case .bidirectionalText:
      "Characters that change the order of the text: it reads unlike it compiles."
    case .invisibleText: "Characters that nobody sees; they can keep two names apart or carry data."
    case .mixedScript: "A name with letters of several scripts, some of which look alike."
    case .exfiltrationEndpoint: "An address of a service that stolen data is often sent to."
    case .downloadScript: "A script that downloads something and runs it."
    case .addressLiteral: "A URL with a bare IP address, which names nobody."
    case .walletPattern: "Looks for the addresses of wallets."
    case .ciTrigger: "Asks whether it runs in continuous integration, and can act otherwise there."
    case .timeTrigger: "Compares the time, and can act otherwise later."
    case .hostTrigger: "Asks for the machine, the user or the protection that is running."
    case .linkerDirective: "Tells the linker what to add or how to link."
    case .environmentDirective: "Sets variables for the compilation of the crate."
    }
  }
}

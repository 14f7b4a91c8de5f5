/// Something that code can do, or a way in which it hides what it does.
///
/// A single capability is inventory: much honest code has it. Rules look at contexts and combinations.
package enum Capability: String, CaseIterable, Hashable, Sendable, Comparable {
  // What it reaches
  case network = "net"
  case tlsOff = "tls-off"
  case process = "process"
  /// A literal that reads as a script which downloads something and runs it.
  case downloadScript = "download-script"
  case fileRead = "file-read"
  case fileWrite = "file-write"
  /// Makes a file executable.
  case permissions = "permissions"
  case environmentRead = "env-read"
  /// Reads all variables at once.
  case environmentAll = "env-all"
  case environmentWrite = "env-write"
  /// Names a variable that holds a secret.
  case secretVariable = "secret-env"
  /// Names a file that holds credentials, wallets or browser data.
  case credentialPath = "credential-path"
  /// Names a place whose programs are started by themselves: cron, systemd units, autostart.
  case persistence = "persistence"
  /// Leaves its own folder: parents of `OUT_DIR`, home, `.git`, `/tmp`.
  case outsidePath = "outside-path"
  /// Walks folders recursively.
  case directoryWalk = "dir-walk"
  case clipboard = "clipboard"
  // Machine code
  case dynamicLoading = "dyn-load"
  case ffi = "ffi"
  case unsafe = "unsafe"
  case assembly = "asm"
  case beforeMain = "before-main"
  // What it brings along
  case embeddedBinary = "embedded-binary"
  case embeddedArchive = "embedded-archive"
  /// A file that an interpreter runs, or that may be executed by its mode.
  case embeddedScript = "embedded-script"
  case embeddedFile = "include-bytes"
  /// `include!` of something that is not a Rust file of the package or of `OUT_DIR`.
  case includeUnusual = "include-unusual"
  case pathAttribute = "path-attribute"
  // Hiding
  /// A literal that decodes to an address, a script or a program, or a crate that hides literals.
  case encodedPayload = "encoded-payload"
  case splitString = "split-string"
  /// Decodes base64, hex and the like at run time.
  case decoding = "decode"
  case longLine = "long-line"
  case highEntropy = "high-entropy"
  case bidirectionalText = "bidi"
  case invisibleText = "zero-width"
  case mixedScript = "mixed-script"
  // Places and people
  /// An address of a service that payloads report to: message bots, paste sites, tunnels.
  case exfiltrationEndpoint = "exfil-endpoint"
  /// A URL whose host is an IP address.
  case addressLiteral = "ip-url"
  case walletPattern = "wallet"
  // Conditions
  case ciTrigger = "ci-trigger"
  case timeTrigger = "time-trigger"
  /// Asks for the host, the user, the locale or the protection that is running.
  case hostTrigger = "host-trigger"
  // What a build script tells Cargo
  case linkerDirective = "link-directive"
  case environmentDirective = "env-directive"

  package static func < (left: Self, right: Self) -> Bool { left.order < right.order }

  /// The place in the list above: from what matters most within each part.
  private var order: Int { Self.positions[self] ?? 0 }
  private static let positions = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

package import MoatModel

/// One place in a package's source where a capability shows.
package struct Mark: Hashable, Sendable {
  package let capability: Capability
  /// The bytes it shows at, in its file.
  package let span: SourceSpan
  /// 1-based.
  package let line: Int
  /// 1-based, in bytes.
  package let column: Int
  /// What was met, resolved: `std::process::Command::new("sh")`, the variable that is read, or a
  /// literal, shortened. Two marks with one capability and subject do the same thing.
  package let subject: String
  /// How the name led there, where it is not written out: "`Run` is `std::process::Command` (line 3)".
  package let via: String?
  /// The `cfg` conditions above it, outermost first, as written: `windows`, `feature = "net"`.
  package let gates: [String]
  /// Whether a `cfg(test)` or `#[test]` is among them.
  package let isTest: Bool
  /// The first literal that it is called with, decoded and shortened: the program of
  /// `Command::new("sh")`, the variable of `env::var("HOME")`, the file of `include_bytes!`.
  package let argument: String?

  package init(
    capability: Capability, span: SourceSpan, line: Int, column: Int, subject: String,
    via: String? = nil, gates: [String] = [], isTest: Bool = false,
    argument: String? = nil
  ) {
    self.capability = capability
    self.span = span
    self.line = line
    self.column = column
    self.subject = subject
    self.via = via
    self.gates = gates
    self.isTest = isTest
    self.argument = argument
  }
}

import MoatInspection
import Testing

@Suite struct `Popular names` {
  private static let names = PopularNames(
    imitated: [
      "serde", "serde_json", "proc-macro2", "rust_decimal", "cfg-if", "once_cell", "lazy_static",
      "tracing", "rand", "h2", "env_logger", "postgres-derive", "polymarket-client",
    ], known: ["h3", "serde-test", "traceing"])

  @Test(arguments: [
    ("serd", "serde"), ("serdes", "serde"), ("sered", "serde"), ("serde-rs", "serde"),
    ("rust-serde", "serde"), ("proc-macro1", "proc-macro2"), ("procmacro2", "proc-macro2"),
    ("rustdecimal", "rust-decimal"), ("if-cfg", "cfg-if"), ("oncecell", "once-cell"),
    ("lazystatic", "lazy-static"), ("tracings", "tracing"), ("tracing_checks", "tracing"),
    ("rands", "rand"), ("envlogger", "env-logger"), ("postgresderive", "postgres-derive"),
    ("polymarket-client-sdk", "polymarket-client"), ("polymarket-clients", "polymarket-client"),
    ("json_serde", "serde-json"), ("Serde_Jsn", "serde-json"),
  ])
  func `are taken for`(name: String, other: String) {
    #expect(Self.names.neighbour(of: name) == other)
  }

  @Test(arguments: [
    // Known names, however near, and whichever of `-` and `_` they are written with
    "serde", "serde-json", "serde_json", "h3", "traceing", "SERDE",
    // Too short, too far, or another first letter
    "h4", "ran", "merde", "serde-yaml", "tracing-core", "decimal", "proc-macro-error", "-", "",
  ])
  func `are not taken for`(name: String) { #expect(Self.names.neighbour(of: name) == nil) }

  @Test func `the table has names that everybody knows, and is near itself nowhere`() {
    let standard = PopularNames.standard
    for name in ["serde", "proc-macro2", "libc", "syn", "tokio", "arrayref"] {
      #expect(standard.contains(name), "\(name)")
      #expect(standard.neighbour(of: name) == nil, "\(name)")
    }
    #expect(standard.neighbour(of: "proc-macro1") == "proc-macro2")
  }

  @Test func `there are fewer capabilities than bits`() {
    #expect(Capability.allCases.count < 64)
  }
}

import Foundation
import MoatFindings
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatTestSupport
import Testing

/// `outdated-lockfile` fires exactly where `cargo --locked` refuses.
@Suite(.tags(.oracle), .enabled(if: Cargo.isPresent)) struct `Outdated lockfile oracle` {
  typealias Files = [String: String]

  /// A change of a workspace after its lockfile was made.
  struct Change: CustomTestStringConvertible, Sendable {
    let name: String
    let make: @Sendable (inout Files) -> Void

    init(_ name: String, _ make: @escaping @Sendable (inout Files) -> Void) {
      self.name = name
      self.make = make
    }

    var testDescription: String { name }
  }

  private static func package(_ name: String, _ version: String, _ more: String = "") -> String {
    "[package]\nname = \"\(name)\"\nversion = \"\(version)\"\nedition = \"2021\"\n\(more)"
  }

  /// Members `a`, `b` and `c`, of which `a` needs `b` and the outsider `out`.
  private static let base: Files = [
    "w/Cargo.toml": """
    [workspace]
    resolver = "2"
    members = ["a", "b", "c"]

    [workspace.package]
    version = "0.3.0"

    [workspace.dependencies]
    b = { path = "b", version = "0.1" }

    """,
    "w/a/Cargo.toml": package(
      "a", "0.1.0",
      "\n[dependencies]\nb.workspace = true\nout = { path = \"../../out\", version = \"1\" }\n"),
    "w/a/src/lib.rs": "",
    "w/b/Cargo.toml": package("b", "0.1.0"), "w/b/src/lib.rs": "",
    "w/c/Cargo.toml":
      "[package]\nname = \"c\"\nversion.workspace = true\nedition = \"2021\"\n",
    "w/c/src/lib.rs": "",
    "w/d/Cargo.toml": package("d", "0.1.0"), "w/d/src/lib.rs": "",
    "out/Cargo.toml": package("out", "1.2.0"), "out/src/lib.rs": "",
    "far/Cargo.toml": package("far", "2.0.0"), "far/src/lib.rs": "",
  ]

  private static func replace(
    _ path: String, _ old: String, _ new: String
  ) -> @Sendable (inout Files) -> Void {
    { files in files[path] = files[path]?.replacingOccurrences(of: old, with: new) }
  }

  private static func append(
    _ path: String, _ text: String
  ) -> @Sendable (inout Files) -> Void {
    { files in files[path, default: ""] += text }
  }

  private static let changes: [Change] = [
    Change("nothing") { _ in },
    Change("member added", replace("w/Cargo.toml", "\"c\"]", "\"c\", \"d\"]")),
    Change("member removed", replace("w/Cargo.toml", ", \"c\"]", "]")),
    Change("member version raised", replace("w/b/Cargo.toml", "0.1.0", "0.1.1")),
    Change("member version raised out of reach", replace("w/b/Cargo.toml", "0.1.0", "0.2.0")),
    Change("inherited version raised", replace("w/Cargo.toml", "0.3.0", "0.3.1")),
    Change("member renamed", replace("w/c/Cargo.toml", "name = \"c\"", "name = \"see\"")),
    Change(
      "dependency added",
      append("w/b/Cargo.toml", "\n[dependencies]\nfar = { path = \"../../far\" }\n")),
    Change(
      "dependency on a member added",
      append("w/c/Cargo.toml", "\n[dependencies]\nb = { path = \"../b\" }\n")),
    Change(
      "dependency removed",
      replace("w/a/Cargo.toml", "out = { path = \"../../out\", version = \"1\" }\n", "")),
    Change("inherited dependency removed", replace("w/a/Cargo.toml", "b.workspace = true\n", "")),
    Change(
      "dependency renamed", replace("w/a/Cargo.toml", "out = {", "other = { package = \"out\",")),
    Change(
      "requirement still met",
      replace("w/a/Cargo.toml", "version = \"1\"", "version = \">=1.1, <3\"")),
    Change(
      "requirement no longer met", replace("w/a/Cargo.toml", "version = \"1\"", "version = \"1.3\"")
    ),
    Change("inherited requirement dropped", replace("w/Cargo.toml", ", version = \"0.1\" }", " }")),
    Change(
      "became a test dependency", replace("w/a/Cargo.toml", "[dependencies]", "[dev-dependencies]")),
    Change(
      "test dependency added",
      append("w/c/Cargo.toml", "\n[dev-dependencies]\nb = { path = \"../b\" }\n")),
    Change(
      "build dependency added",
      append("w/c/Cargo.toml", "\n[build-dependencies]\nb = { path = \"../b\" }\n")),
    Change(
      "target dependency added",
      append("w/c/Cargo.toml", "\n[target.'cfg(windows)'.dependencies]\nb = { path = \"../b\" }\n")),
    Change(
      "optional dependency added",
      append("w/c/Cargo.toml", "\n[dependencies]\nb = { path = \"../b\", optional = true }\n")),
    Change(
      "test dependency on itself",
      append("w/c/Cargo.toml", "\n[dev-dependencies]\nc = { path = \".\" }\n")),
    Change("feature added", append("w/c/Cargo.toml", "\n[features]\nfast = []\n")),
    Change(
      "rust-version added", replace("w/b/Cargo.toml", "edition", "rust-version = \"1.60\"\nedition")
    ),
    Change("outsider's version raised", replace("out/Cargo.toml", "1.2.0", "1.2.1")),
    Change(
      "outsider's dependency added",
      append("out/Cargo.toml", "\n[dependencies]\nfar = { path = \"../far\" }\n")),
    Change(
      "outsider's optional dependency added",
      append("out/Cargo.toml", "\n[dependencies]\nfar = { path = \"../far\", optional = true }\n")),
    Change(
      "outsider's test dependency added",
      append("out/Cargo.toml", "\n[dev-dependencies]\nfar = { path = \"../far\" }\n")),
    Change(
      "unused patch added",
      append("w/Cargo.toml", "\n[patch.crates-io]\nfar = { path = \"../far\" }\n")),
    Change("lockfile with \\r\\n", replace("w/Cargo.lock", "\n", "\r\n")),
    Change("lockfile of version 3", replace("w/Cargo.lock", "version = 4", "version = 3")),
    Change(
      "package left over",
      append("w/Cargo.lock", "\n[[package]]\nname = \"zed\"\nversion = \"1.0.0\"\n")),
    Change(
      "edge left over",
      replace(
        "w/Cargo.lock", "name = \"c\"\nversion = \"0.3.0\"\n",
        "name = \"c\"\nversion = \"0.3.0\"\ndependencies = [\n \"b\",\n]\n")),
    Change(
      "package missing",
      replace("w/Cargo.lock", "[[package]]\nname = \"c\"\nversion = \"0.3.0\"\n", "")),
  ]

  @Test(arguments: changes) func `fires where cargo refuses`(change: Change) async throws {
    let cargo = try Cargo()
    defer { cargo.remove() }
    var files = Self.base
    try cargo.write(files)
    let made = try cargo.failure(["generate-lockfile", "--offline", "--quiet"], in: "w")
    try #require(made == nil)
    files["w/Cargo.lock"] = try cargo.read("w/Cargo.lock")
    let before = files
    change.make(&files)
    #expect(change.name == "nothing" || files != before, "the change changes nothing")
    try cargo.write(files)
    let refusal = try cargo.failure(
      ["metadata", "--locked", "--offline", "--quiet", "--format-version", "1"], in: "w")

    let memory = InMemoryFileSystem(
      Dictionary(uniqueKeysWithValues: files.map { ("/r/\($0.key)", $0.value) }))
    let machine = TestHost(files: memory, currentDirectory: "/r/w")
    let rule = try RuleSelector.parse("outdated-lockfile", rules: RuleCatalog.all).get()
    let report = try await CheckPipeline(host: machine.host).run(
      CheckRequest(
        paths: [], selection: RuleSelection(only: [rule]), policy: Policy(),
        now: TestHost.now, isOffline: true)
    ).report
    let messages = report.findings.map { $0.finding.message }
    #expect(
      !messages.isEmpty == (refusal != nil),
      "cargo: \(refusal ?? "accepts it"), Moat: \(messages)")
  }
}

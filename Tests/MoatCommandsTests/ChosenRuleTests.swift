import MoatFindings
import MoatPipeline
import MoatTestSupport
import Testing

/// A rule that is chosen alone must not pass because nothing was looked at.
@Suite struct `A rule chosen alone` {
  private static func ids(needing need: EvidenceNeed) -> [String] {
    RuleCatalog.all.filter { $0.evidence.contains(need) }.map(\.id)
  }

  @Test(arguments: ids(needing: .lockfile))
  func `does not pass on a refused lockfile`(id: String) async {
    let damaged = String(Sample.cleanLockfile.dropLast(90))
    let run = Run("-", ["check", "--only", id], Sample.files(damaged))
    #expect(await run.result().status != 0)
  }

  @Test(arguments: ids(needing: .lockfile))
  func `does not pass without a lockfile`(id: String) async {
    var files = Sample.files()
    files["/project/Cargo.lock"] = nil
    #expect(await Run("-", ["check", "--only", id], files).result().status == 1)
  }

  @Test(arguments: ids(needing: .advisoryDatabase))
  func `does not pass without its database`(id: String) async {
    let run = Run(
      "-", ["check", "--only", id, "--advisory-db", "/nowhere"], Sample.files(Sample.cleanLockfile))
    #expect(await run.result().status == 3)
  }

  @Test(arguments: ids(needing: .manifests))
  func `does not pass on a refused manifest`(id: String) async {
    let run = Run(
      "-", ["check", "--only", id, "--skip", "missing-advisory-database"],
      Sample.files(
        Sample.cleanLockfile,
        manifest: Sample.manifest.replacing("left = \"1\"", with: "left = \"one\"")))
    #expect(await run.result().status == 3)
  }

  @Test func `passes when the guard is skipped by name`() async {
    let run = Run(
      "-",
      [
        "check", "--only", "vulnerable-dependency", "--skip", "missing-advisory-database",
        "--advisory-db", "/nowhere",
      ], Sample.files(Sample.cleanLockfile))
    #expect(await run.result().status == 0)
  }
}

import MoatHost
import MoatTestSupport
import Testing

/// A link in a project must not put the lines of a file outside it into a report.
@Suite struct `A link out of the project` {
  private static let secret = "AKIA-not-a-key"

  @Test(arguments: ["Cargo.lock", "Cargo.toml", "moat.toml", ".cargo/config.toml"])
  func `is not read`(name: String) async {
    let run = Run("-", ["check", "--skip", "advisories"], Sample.files(Sample.cleanLockfile)) {
      $0.set("/home/secret", .file(Array(Self.secret.utf8)))
      $0.set("/project/.cargo", .directory)
      $0.set("/project/\(name)", .symlink(to: "/home/secret"))
    }
    let result = await run.result()
    #expect(result.status == 2 || result.status == 3)
    #expect(!(result.output + result.error).contains(Self.secret))
    #expect((result.output + result.error).contains("a link to a file outside the project"))
  }

  @Test func `is read when it stays inside`() async {
    let run = Run("-", ["check", "--skip", "advisories"], Sample.files(Sample.cleanLockfile)) {
      $0.set("/project/shared/Cargo.lock", .file(Array(Sample.cleanLockfile.utf8)))
      $0.set("/project/Cargo.lock", .symlink(to: "shared/Cargo.lock"))
    }
    #expect(await run.result().status == 0)
  }
}

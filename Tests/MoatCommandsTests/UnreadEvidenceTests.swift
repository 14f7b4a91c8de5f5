import MoatHost
import MoatTestSupport
import Testing

/// What could not be looked at never reads as clean.
@Suite struct `Unread evidence` {
  private static let check = ["check", "--skip", "advisories"]

  @Test func `of a project without a lockfile: a broken manifest`() async {
    let run = Run("-", Self.check, ["/project/Cargo.toml": "[package\n"])
    let result = await run.result()
    #expect(result.status == 3)
    #expect(result.output.contains("undetermined[unreadable-manifest]"))
  }

  @Test(arguments: ["[toolchain\n", "[toolchain\nchannel = 1.75\n", "a\nb\n"])
  func `of the toolchain: a file that is neither form`(text: String) async {
    let files = Sample.files(Sample.cleanLockfile).merging(
      ["/project/rust-toolchain.toml": text]) { $1 }
    let result = await Run("-", Self.check, files).result()
    #expect(result.status == 3)
    #expect(result.output.contains("rust-toolchain.toml"))
  }

  @Test func `of the toolchain: the old form is fine`() async {
    let files = Sample.files(Sample.cleanLockfile).merging(
      ["/project/rust-toolchain": "1.75.0\n"]) { $1 }
    #expect(await Run("-", Self.check, files).result().status == 0)
  }
}

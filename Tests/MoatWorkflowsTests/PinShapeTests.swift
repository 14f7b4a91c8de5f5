import MoatModel
import MoatWorkflows
import Testing

@Suite struct `the shape of a ref` {
  private static let commit = "3d3c42e5aac5ba805825da76410c181273ba90b1"

  @Test func `a full hash is a commit whatever its case`() {
    #expect(ReferenceShape(Self.commit).commit?.hex == Self.commit)
    #expect(ReferenceShape(Self.commit.uppercased()).commit?.hex == Self.commit)
    #expect(ReferenceShape(Self.commit.dropLast()) == .shortHash)
    #expect(ReferenceShape(Self.commit + "0") == .name)
  }

  @Test(arguments: [
    ("v4", true), ("v4.2", true), ("v4.2.1", true), ("1.2.3", true), ("1.2.3-rc.1", true),
    ("2024.11.05", true), ("refs/tags/v4", true), ("v4.2.1+build", true), ("20240101", false),
    ("main", false), ("stable", false), ("v4.x", false), ("v", false), ("v1.", false),
    ("v1.2.3.4.5", false), ("release-1.2", false), ("releases/v1", false), ("v1-", false),
    ("", false),
  ])
  func `a version counts as a tag`(text: String, isVersion: Bool) {
    let shape = ReferenceShape(text)
    if case .version = shape {
      #expect(isVersion, "\(text)")
    } else {
      #expect(!isVersion, "\(text) is \(shape)")
    }
  }

  @Test(arguments: ["3d3c42e", "3d3c42e5aa", "1234567", "abcdefabcdef"])
  func `hexadecimal digits short of a hash are a short hash`(text: String) {
    #expect(ReferenceShape(text) == .shortHash)
  }

  @Test func `numbers that no integer holds are no version`() {
    #expect(VersionTag("v99999999999999999999.1.1") == nil)
  }

  @Test func `versions are in order`() {
    let texts = ["v4", "v4.2", "v4.2.0", "v4.2.1-rc.1", "v4.2.1", "v4.10.0", "v5"]
    let sorted = texts.shuffled().compactMap { VersionTag($0) }.sorted().map(\.text)
    #expect(sorted == texts)
  }
}

@Suite struct `a version comment` {
  @Test(arguments: [
    ("# v4.2.1", "v4.2.1"), ("#v4.2.1", "v4.2.1"), ("#  tag=v4.2.1", "v4.2.1"),
    ("# actions/checkout@v4.2.1", "v4.2.1"), ("# ratchet:actions/checkout@v4", "v4"),
    ("# v4.2.1, see the notes", "v4.2.1"), ("# pinned on 2026-01-31 at 4.2.1", "4.2.1"),
    ("# stable", "stable"), ("# v7", "v7"),
  ])
  func `names a version`(comment: String, claim: String) {
    #expect(VersionComment(comment).claim == claim)
  }

  @Test(arguments: ["#", "# ", "# keep this one", "# zizmor: ignore[unpinned-uses]"])
  func `names none`(comment: String) {
    #expect(VersionComment(comment).version == nil)
  }
}

@Suite struct `a repository of actions` {
  @Test func `is the same in any case`() throws {
    let one = try #require(ActionRepository("Actions/Checkout"))
    #expect(one == ActionRepository("actions/checkout"))
    #expect(Set([one]).contains(ActionRepository(owner: "ACTIONS", name: "checkout")))
  }

  @Test(arguments: ["", "a", "a/b/c", "a/..", "./b", "a/b c", "a/", "/b", "a/b\n", "ä/b"])
  func `is two plain names`(text: String) { #expect(ActionRepository(text) == nil) }
}

import Glibc
import MoatHost
import MoatModel
import MoatTestSupport
import Testing

@Suite(.waits) struct `live git` {
  @Test func `reads files, revisions and the head`() async throws {
    try await inTemporaryFolder { folder in
      try put("one\0\n", at: "\(folder)/a dir/f")
      try await makeRepository(in: folder)
      let git = liveGit()
      let inner = "\(folder)/a dir"
      #expect(try await git.topLevel(of: inner) == folder)
      #expect(
        try await git.show(revision: "HEAD", path: "a dir/f", in: inner, limit: 5)
          == Array("one\0\n".utf8))
      #expect(try await git.isRevision("main", in: folder))
      #expect(try await !git.isRevision("other", in: folder))
      let head = try await git.head(of: folder)
      #expect(head.committed == Timestamp(secondsSinceEpoch: 1_700_000_000))
      #expect(head.hash.utf8.count == 40)
      await #expect(throws: GitFailure.tooLarge(limit: 4)) {
        try await git.show(revision: "HEAD", path: "a dir/f", in: folder, limit: 4)
      }
      await #expect(throws: GitFailure.noSuchPath("g", revision: "HEAD")) {
        try await git.show(revision: "HEAD", path: "g", in: folder, limit: 4)
      }
      await #expect(throws: GitFailure.noSuchPath("a dir", revision: "HEAD")) {
        try await git.show(revision: "HEAD", path: "a dir", in: folder, limit: 4)
      }
      await #expect(throws: GitFailure.unknownRevision("other")) {
        try await git.show(revision: "other", path: "a dir/f", in: folder, limit: 4)
      }
    }
  }

  @Test(arguments: ["", "--help", "-c", "HEAD\nHEAD", "HEAD:f", ":f", "a\0"])
  func `refuses as a revision`(revision: String) async {
    await #expect(throws: GitFailure.refused(revision)) {
      try await liveGit().isRevision(revision, in: "/")
    }
    await #expect(throws: GitFailure.refused(revision)) {
      try await liveGit().show(revision: revision, path: "f", in: "/", limit: 1)
    }
  }

  @Test func `tells no repository from no git`() async throws {
    try await inTemporaryFolder { folder in
      await #expect(throws: GitFailure.notARepository) {
        try await liveGit().topLevel(of: folder)
      }
      for path in ["", ".:relative", folder] {
        await #expect(throws: GitFailure.unavailable) {
          try await liveGit(path: path).topLevel(of: folder)
        }
      }
    }
  }

  @Test func `clones whole, in place of what was there`() async throws {
    try await inTemporaryFolder { folder in
      let git = liveGit(home: folder)
      let files = LiveFileSystem()
      try put("1", at: "\(folder)/from/f")
      symlink("/etc", "\(folder)/from/link")
      try await makeRepository(in: "\(folder)/from")
      let url = "file://\(folder)/from"
      for text in ["1", "2"] {
        try put(text, at: "\(folder)/from/f")
        try await makeWithGit(["commit", "-qa", "--allow-empty", "-m", "n"], in: "\(folder)/from")
        try await git.clone(url, into: "\(folder)/db", deadline: .seconds(600))
        #expect(try files.read("\(folder)/db/f", limit: 9) == Array(text.utf8))
      }
      #expect(try files.kind(of: "\(folder)/db/link") == .regular)
      await #expect(throws: GitFailure.self) {
        try await git.clone("\(url)-none", into: "\(folder)/db", deadline: .seconds(600))
      }
      #expect(try files.read("\(folder)/db/f", limit: 9) == [0x32])
      #expect(try files.entries(of: folder).entries.map(\.name) == ["db", "from"])
    }
  }

  @Test func `mirrors the newest commit, again and again`() async throws {
    try await inTemporaryFolder { folder in
      let git = liveGit(home: folder)
      let mirror = "\(folder)/mirror"
      let url = "file://\(folder)/from"
      try put("config", at: "\(folder)/from/config.json")
      try await makeRepository(in: "\(folder)/from")
      for text in ["1", "2"] {
        try put(text, at: "\(folder)/from/se/rd/serde")
        try await makeWithGit(["add", "-A"], in: "\(folder)/from")
        try await makeWithGit(["commit", "-q", "-m", "n"], in: "\(folder)/from")
        try await git.mirror(url, into: mirror, deadline: .seconds(600))
        #expect(
          try await git.show(path: "se/rd/serde", inMirror: mirror, limit: 9) == Array(text.utf8))
      }
      // History that was written anew, as by a squash of the index.
      try await makeWithGit(
        ["commit", "-q", "--amend", "--allow-empty", "-m", "x"], in: "\(folder)/from")
      try await git.mirror(url, into: mirror, deadline: .seconds(600))
      #expect(try await git.show(path: "se/rd/serde", inMirror: mirror, limit: 1) == [0x32])
      await #expect(throws: GitFailure.tooLarge(limit: 3)) {
        try await git.show(path: "config.json", inMirror: mirror, limit: 3)
      }
      await #expect(throws: GitFailure.self) {
        try await git.show(path: "none", inMirror: mirror, limit: 9)
      }
      // What was there stays when the next look fails.
      await #expect(throws: GitFailure.self) {
        try await git.mirror("\(url)-none", into: mirror, deadline: .seconds(600))
      }
      #expect(try await git.show(path: "se/rd/serde", inMirror: mirror, limit: 1) == [0x32])
      // A mirror that was left half made is mended.
      try LiveFileSystem().remove("\(mirror)/HEAD")
      try await git.mirror(url, into: mirror, deadline: .seconds(600))
      #expect(try await git.show(path: "se/rd/serde", inMirror: mirror, limit: 1) == [0x32])
    }
  }

  @Test func `reads a bare repository, and no other below or above it`() async throws {
    try await inTemporaryFolder { folder in
      let git = liveGit(home: folder)
      let bare = "\(folder)/bare.git"
      try put("one", at: "\(folder)/from/a/b.txt")
      try put("two", at: "\(folder)/from/c.txt")
      symlink("c.txt", "\(folder)/from/link")
      try await makeRepository(in: "\(folder)/from")
      try await makeWithGit(["clone", "-q", "--bare", "from", bare], in: folder)
      for repository in [bare, "\(folder)/from/.git"] {
        let listing = try await git.tree(ofBare: repository)
        #expect(listing.files.map(\.path) == ["a/b.txt", "c.txt"])
        #expect(listing.others == ["link"])
        let found = try await git.contents(
          of: listing.files.map(\.hash), inBare: repository, limit: 1000)
        #expect(listing.files.map { found[$0.hash] } == [Array("one".utf8), Array("two".utf8)])
      }
      await #expect(throws: GitFailure.self) { try await git.tree(ofBare: "\(folder)/from/a") }
      await #expect(throws: GitFailure.refused("bare.git")) {
        try await git.tree(ofBare: "bare.git")
      }
    }
  }

  @Test func `starts no program for a hostile address`() async throws {
    try await inTemporaryFolder { folder in
      let git = liveGit(home: folder)
      let marker = "\(folder)/marker"
      for url in ["ext::sh -c touch% \(marker)", "--upload-pack=touch \(marker)", "fd::17"] {
        await #expect(throws: GitFailure.self) {
          try await git.clone(url, into: "\(folder)/db", deadline: .seconds(600))
        }
        await #expect(throws: GitFailure.self) {
          try await git.mirror(url, into: "\(folder)/mirror", deadline: .seconds(600))
        }
      }
      let left = try LiveFileSystem().entries(of: folder)
      #expect(left.entries.allSatisfy { $0.name == "mirror" })
    }
  }
}

@Suite(.waits) struct `hostile repository` {
  /// Everything in a repository's own configuration that names a program.
  private static let programs = [
    "core.fsmonitor", "core.pager", "core.sshCommand", "core.gitProxy", "core.editor",
    "core.askPass", "gpg.program", "diff.external", "credential.helper", "pager.log",
    "filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "remote.origin.uploadpack",
    "alias.ls-files", "alias.cat-file", "uploadpack.packObjectsHook",
  ]

  private func makeHostile(in folder: String) async throws -> String {
    let repository = "\(folder)/repository"
    let marker = "\(folder)/marker"
    try put("#!/bin/sh\ntouch \(marker)\n", at: "\(folder)/evil", mode: 0o755)
    try put("[package]", at: "\(repository)/Cargo.toml")
    try put("# ignored", at: "\(repository)/Cargo.lock")
    try put("Cargo.lock\n", at: "\(repository)/.gitignore")
    try put("* filter=evil diff=evil\n", at: "\(repository)/.gitattributes")
    try await makeRepository(in: repository)
    for name in Self.programs {
      try await makeWithGit(["config", name, "\(folder)/evil"], in: repository)
    }
    for (name, value) in [
      ("core.hooksPath", folder), ("log.showSignature", "true"), ("protocol.ext.allow", "always"),
      ("filter.evil.required", "true"), ("core.repositoryFormatVersion", "1"),
      ("extensions.partialClone", "origin"), ("remote.origin.promisor", "true"),
      ("remote.origin.url", "ext::\(folder)/evil"),
    ] {
      try await makeWithGit(["config", name, value], in: repository)
    }
    for hook in [
      "fsmonitor-watchman", "post-checkout", "post-index-change", "reference-transaction",
    ] {
      try put("#!/bin/sh\ntouch \(marker)\n", at: "\(folder)/\(hook)", mode: 0o755)
    }
    return repository
  }

  @Test func `runs none of its programs`() async throws {
    try await inTemporaryFolder { folder in
      let repository = try await makeHostile(in: folder)
      let marker = "\(folder)/marker"
      let files = LiveFileSystem()
      // The trap works: a plain git falls into it.
      try? await makeWithGit(["status"], in: repository)
      try #require(try files.kind(of: marker) == .regular)
      try files.remove(marker)

      let git = liveGit(home: folder)
      #expect(try await git.topLevel(of: repository) == repository)
      let head = try await git.head(of: repository)
      #expect(
        try await git.show(revision: "HEAD", path: "Cargo.toml", in: repository, limit: 99)
          == Array("[package]".utf8))
      let found = await ProjectWalk(files: files, git: git).files(below: repository)
      #expect(found.lockfiles == [FoundLockfile(path: "Cargo.lock", tracked: .ignored)])
      let bare = "\(repository)/.git"
      let listing = try await git.tree(ofBare: bare)
      #expect(listing.files.map(\.path) == [".gitattributes", ".gitignore", "Cargo.toml"])
      #expect(
        try await git.contents(
          of: listing.files.map(\.hash), inBare: bare, limit: 1000
        ).count == 3)
      // A blob that is gone: a partial clone would fetch it, with the programs above.
      let objects = "\(repository)/.git/objects"
      for entry in try files.entries(of: objects).entries
      where !head.hash.utf8.starts(with: entry.name.utf8) {
        try files.remove("\(objects)/\(entry.name)")
      }
      for url in ["ext::\(folder)/evil", "ssh://host/x", "file://\(folder)/x", "git://host/x"] {
        try await makeWithGit(["config", "remote.origin.url", url], in: repository)
        await #expect(throws: GitFailure.self) {
          try await git.show(revision: "HEAD", path: "Cargo.toml", in: repository, limit: 99)
        }
        _ = try? await git.tree(ofBare: bare)
        _ = try? await git.contents(of: listing.files.map(\.hash), inBare: bare, limit: 1000)
        _ = try? await git.isRevision("0123456789012345678901234567890123456789", in: repository)
      }
      #expect(try files.kind(of: marker) == nil)
    }
  }
}

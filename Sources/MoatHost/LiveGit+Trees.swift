internal import MoatModel

extension LiveGit {
  /// What a tree's listing may be: two hundred thousand files of 300 bytes.
  package static let treeLimit = 64 << 20

  package func tree(
    revision: String, path: String, in directory: String
  ) async throws(GitFailure) -> GitTreeListing {
    try await tree(revision: revision, path: path, at: ["-C", directory])
  }

  package func tree(ofBare directory: String) async throws(GitFailure) -> GitTreeListing {
    guard PathText.isAbsolute(directory) else { throw .refused(directory) }
    return try await tree(revision: "HEAD", path: nil, at: ["--git-dir=\(directory)"])
  }

  /// - Parameters:
  ///   - path: nil for everything.
  ///   - place: the arguments that say where the repository is.
  private func tree(
    revision: String, path: String?, at place: [String]
  ) async throws(GitFailure) -> GitTreeListing {
    // The commit is looked up through standard input first, so that what becomes an argument is a
    // hash.
    let question = try Self.commit(revision)
    let reply = try await git(
      place + ["cat-file", "--batch-check"], input: Array("\(question)\n".utf8))
    guard let header = CatFileReply.header(reply[...]), header.type == "commit" else {
      throw .unknownRevision(revision)
    }
    if let path, path.utf8.contains(0) { throw .refused(path) }
    let prefix = path.map { "\($0)/" } ?? ""
    let output = try await git(
      ["--literal-pathspecs"] + place
        + ["ls-tree", "-r", "-z", "-l", "--full-tree", header.hash, "--"]
        + (path == nil ? [] : [prefix]),
      limit: Self.treeLimit)
    return try Self.listing(output, below: prefix)
  }

  package func tree(
    of commit: String, inClone directory: String
  ) async throws(GitFailure) -> GitTreeListing {
    let isHash = commit.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isHash, commit.utf8.count >= 40 else { throw .refused(commit) }
    let output = try await git(
      try place(ofClone: directory) + ["ls-tree", "-r", "-z", "-l", "--full-tree", commit],
      limit: Self.treeLimit)
    return try Self.listing(output, below: "")
  }

  /// - Parameter prefix: what stands before every path.
  private static func listing(
    _ output: [UInt8], below prefix: String
  ) throws(GitFailure) -> GitTreeListing {
    var files: [GitTreeFile] = []
    var others: [String] = []
    // `<mode> <type> <hash> <size>`, a tab and the path.
    for record in output.split(separator: 0) {
      guard let tab = record.firstIndex(of: 0x09) else { throw .failed("an unknown listing") }
      let words = record[..<tab].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      let name = record[(tab + 1)...].dropFirst(prefix.utf8.count)
      guard words.count == 4 else { throw .failed("an unknown listing") }
      guard let text = String(validating: name, as: UTF8.self), let size = Int(words[3]),
        words[0] == "100644" || words[0] == "100755" || words[0] == "100664"
      else {
        others.append(String(decoding: name, as: UTF8.self))
        continue
      }
      files.append(
        GitTreeFile(path: text, hash: words[2], size: size, isExecutable: words[0] == "100755"))
    }
    return GitTreeListing(files: files, others: others)
  }

  package func contents(
    of hashes: [String], in directory: String, limit: Int
  ) async throws(GitFailure) -> [String: [UInt8]] {
    try await contents(of: hashes, at: ["-C", directory], limit: limit)
  }

  package func contents(
    of hashes: [String], inBare directory: String, limit: Int
  ) async throws(GitFailure) -> [String: [UInt8]] {
    guard PathText.isAbsolute(directory) else { throw .refused(directory) }
    return try await contents(of: hashes, at: ["--git-dir=\(directory)"], limit: limit)
  }

  private func contents(
    of hashes: [String], at place: [String], limit: Int
  ) async throws(GitFailure) -> [String: [UInt8]] {
    guard !hashes.isEmpty else { return [:] }
    for hash in hashes {
      let isHash = hash.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      guard isHash, hash.utf8.count >= 40 else { throw .refused(hash) }
    }
    let output = try await git(
      place + ["cat-file", "--batch"], input: hashes.flatMap { Array("\($0)\n".utf8) },
      limit: limit)
    var found: [String: [UInt8]] = [:]
    var rest = output[...]
    for _ in hashes {
      let reply = CatFileReply(rest)
      if reply.type == "blob" { found[reply.hash] = Array(reply.content) }
      rest = reply.rest
    }
    return found
  }
}

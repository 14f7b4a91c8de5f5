package import MoatCrev
package import MoatHost
package import MoatModel

/// Proofs of reviews from repositories on this machine.
package struct CrevEvidence: Sendable {
  package let proofs: ProofCollection
  /// Proofs that are not read, and why, by file and place. They hide none of the others.
  package let refused: [CrevError]
  /// The files that these stand in.
  package let refusedFiles: [SourceText]
  /// What could not be looked at: with some of it missing nobody knows who warns.
  package let problems: [Problem]

  /// A repository or a file that is not to be had.
  package struct Problem: Hashable, Sendable {
    package let path: String
    package let reason: String

    /// A phrase. Quotes the machine's paths: neutralise it.
    package var message: String { "`\(path)`: \(reason)" }
  }

  /// Reads everything there is, and remembers what could not be read.
  ///
  /// - Parameter repositories: folders or bare git repositories, absolute or relative to the current
  ///   folder.
  package init(_ repositories: [String], on host: Host) async {
    var read: [CrevProof] = []
    var refused: [CrevError] = []
    var refusedFiles: [SourceText] = []
    var problems: [Problem] = []
    var seen: Set<String> = []
    for repository in repositories {
      let path = PathText.absolute(repository, in: host.environment.currentDirectory)
      guard seen.insert(path).inserted else { continue }
      let found = await CrevRepository(host: host).read(path)
      problems += found.problems
      for source in found.files {
        let file = ProofFile(reading: source)
        read += file.proofs
        refused += file.refused
        if !file.refused.isEmpty { refusedFiles.append(source) }
      }
    }
    proofs = ProofCollection(read)
    self.refused = refused
    self.refusedFiles = refusedFiles
    self.problems = problems
  }

  /// Whether everything there was could be read.
  package var isWhole: Bool { problems.isEmpty && refused.isEmpty }

  /// Why reviews cannot be relied on, in a phrase; nil where all repositories were read.
  package var doubt: String? {
    guard let first = problems.first else { return nil }
    let more = problems.count > 1 ? ", and \(problems.count - 1) more" : ""
    return "reviews in crev were not all read: \(first.message)\(more)"
  }
}

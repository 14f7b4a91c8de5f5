package import MoatModel

/// Proves that unpacked files are those of a published `.crate`, without the archive: packs them
/// again, as each generation of Cargo would, and compares SHA-256 with the recorded digest.
///
/// A proof means that the archive of that digest holds exactly these files, byte for byte, under this
/// name and version, no more and no fewer (but see ``Reproduction/added``). Short of a SHA-256
/// collision it cannot be wrong, whatever the packing code does, since the digest decides.
///
/// No proof means nothing: the archive may have been packed by a Cargo before 1.50 (February 2021), or by one that
/// was built otherwise, or a file is missing here that nobody can guess. It is no evidence of a
/// change.
package enum RepackProof {
  /// What packing again came to.
  package enum Result: Hashable, Sendable {
    case reproduced(Reproduction)
    case notReproduced(Obstacle)
  }

  /// How the archive came about.
  package struct Reproduction: Hashable, Sendable {
    package let generation: PackingGeneration
    /// Files that the archive holds besides those given; their contents were guessed, and so proven.
    package let added: [PackedFile]
    /// Whether the archive has other files executable than was given.
    package let hasOtherModes: Bool
  }

  /// Why there is no proof.
  package enum Obstacle: Hashable, Sendable {
    /// There is no `Cargo.toml.orig`. Cargo packs one always; `cargo vendor` before 1.89 drops it.
    case originalManifestMissing
    /// No archive of Cargo's can hold this path, or it is given twice.
    case path(String)
    /// No generation of Cargo gives these bytes from these files.
    case noneFits
  }

  /// Tries the generations that the files speak for, then the others, then guesses at what may have
  /// been lost (``RepackGuess``).
  ///
  /// Takes about 0.05 s of processor time for each megabyte and attempt, at worst some 100 attempts.
  /// Nothing but the files is held: the archive exists only as pieces on their way to the hash.
  ///
  /// - Parameters:
  ///   - files: all files of the crate, in any order, without what Cargo adds when it unpacks or
  ///     vendors (`.cargo-ok`, `.cargo-checksum.json`).
  ///   - identity: the name and version of the archive.
  ///   - digest: the published archive's, from a lockfile or the index.
  /// - Throws: ``SHA256Hasher/Unavailable``.
  package static func prove(
    _ files: [PackedFile], of identity: PackageIdentity, against digest: SHA256Digest
  ) throws(SHA256Hasher.Unavailable) -> Result {
    let files = files.sorted(by: PackedFile.precedes)
    if let path = unpackablePath(in: files) { return .notReproduced(.path(path)) }
    guard files.contains(where: { $0.path == "Cargo.toml.orig" }) else {
      return .notReproduced(.originalManifestMissing)
    }
    var attempt = Attempt(identity: identity, digest: digest, hasher: try SHA256Hasher())
    let likely = PackingGeneration.likely(for: files)
    for generation in likely + PackingGeneration.allCases.filter({ !likely.contains($0) })
    where attempt.succeeds(with: files, as: generation) {
      return .reproduced(Reproduction(generation: generation, added: [], hasOtherModes: false))
    }
    for guess in RepackGuess.guesses(for: files, attempts: likely.count) {
      for generation in likely where attempt.succeeds(with: guess.files, as: generation) {
        return .reproduced(
          Reproduction(
            generation: generation, added: guess.added, hasOtherModes: guess.hasOtherModes))
      }
    }
    return .notReproduced(.noneFits)
  }

  /// The first path that cannot be in an archive with the others.
  private static func unpackablePath(in sorted: [PackedFile]) -> String? {
    if let file = sorted.first(where: { !$0.isPackable }) { return file.path }
    let twice = zip(sorted, sorted.dropFirst()).first { $0.path.utf8.elementsEqual($1.path.utf8) }
    return twice?.0.path
  }

  private struct Attempt: ~Copyable {
    let identity: PackageIdentity
    let digest: SHA256Digest
    var hasher: SHA256Hasher

    mutating func succeeds(with sorted: [PackedFile], as generation: PackingGeneration) -> Bool {
      CratePacker(identity, as: generation).pack(sorted: sorted) { hasher.update($0) }
      return hasher.finish() == digest
    }
  }
}

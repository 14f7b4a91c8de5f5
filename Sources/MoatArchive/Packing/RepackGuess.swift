/// What an archive may have been, given what is left of it.
///
/// `cargo vendor` leaves out `.gitignore` and `.gitattributes` of every folder, and source
/// distributions lose the executable bits. What is missing is guessed, and the digest says whether
/// the guess was right.
struct RepackGuess {
  /// All files, sorted.
  let files: [PackedFile]
  /// Those of them that were not given.
  let added: [PackedFile]
  /// Whether other files are executable than was given.
  let hasOtherModes: Bool

  /// How many bytes are packed for guesses: each costs as much as packing the files as given, and a
  /// folder that was made to be slow to pack must not cost minutes.
  static let workLimit = 32 << 20

  /// What may have been lost, likeliest first, as many guesses as ``workLimit`` allows.
  ///
  /// - Parameters:
  ///   - files: as given, sorted.
  ///   - attempts: how often each guess is packed.
  static func guesses(for files: [PackedFile], attempts: Int) -> [RepackGuess] {
    let size = files.reduce(1) { $0 + $1.bytes.count }
    let affordable = workLimit / size / max(attempts, 1)
    guard affordable > 0 else { return [] }
    let given = RepackGuess(files: files, added: [], hasOtherModes: false)
    var guesses = given.withDroppedFiles()
    if let scripts = given.withExecutableScripts() {
      guesses = [scripts] + guesses + scripts.withDroppedFiles()
    }
    return Array(guesses.prefix(affordable))
  }

  /// The same with each of ``dropped`` that may have been there.
  private func withDroppedFiles() -> [RepackGuess] {
    Self.dropped.filter { $0.fits(files) }.map { set in
      RepackGuess(
        files: (files + set.files).sorted(by: PackedFile.precedes), added: set.files,
        hasOtherModes: hasOtherModes)
    }
  }

  /// The same with the scripts executable, if nothing is.
  private func withExecutableScripts() -> RepackGuess? {
    let scripts = files.map { file in
      PackedFile(
        path: file.path, bytes: file.bytes, isExecutable: file.bytes.starts(with: "#!/".utf8))
    }
    guard !files.contains(where: \.isExecutable), scripts.contains(where: \.isExecutable) else {
      return nil
    }
    return RepackGuess(files: scripts, added: added, hasOtherModes: true)
  }
}

extension Capability {
  /// What nearly every build script does, and is meant to do: read the environment and files, write
  /// where Cargo says, and tell Cargo what to link.
  package static let ordinaryInBuildScripts: Set<Capability> = [
    .environmentRead, .fileRead, .fileWrite, .linkerDirective, .environmentDirective,
    .embeddedFile, .pathAttribute, .directoryWalk,
  ]

  /// What says more of how code is written than of what it does.
  package static let ordinaryAnywhere: Set<Capability> = [
    .unsafe, .longLine, .highEntropy, .pathAttribute, .embeddedFile,
  ]
}

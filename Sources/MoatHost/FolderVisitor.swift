/// What ``FileSystem/visit(_:through:_:)`` tells of the things below one folder.
///
/// Paths are relative to that folder, `src/lib.rs`. For each regular file the calls are `begin`,
/// `bytes` for every piece, `end`; for anything else `meet` alone. Of folders only `enters` is asked.
///
/// A class, because calls through a generic parameter cost more than opening a file does.
package protocol FolderVisitor: AnyObject {
  /// Whether files are opened at all; asked once, before the walk. Without it no file is opened and
  /// `begin` is followed by `end` at once.
  var wantsBytes: Bool { get }

  /// Whether a folder below the first one is walked; one that is not is told of by nothing else.
  func enters(_ folder: String) -> Bool

  func begin(_ file: VisitedFile)

  /// The next bytes of the file, at least one; valid during the call.
  func bytes(_ piece: UnsafeRawBufferPointer)

  /// The file is over, or could not be read to its end.
  func end(_ failure: FileFailure?)

  func meet(_ path: String, _ obstacle: FolderObstacle)
}

extension FolderVisitor {
  /// Everything is walked.
  package func enters(_ folder: String) -> Bool { true }
}

/// A regular file of a walk.
package struct VisitedFile: Hashable, Sendable {
  package let path: String
  package let stamp: FileStamp
  /// Whether its owner may execute it: what a `.crate` records of the permissions.
  package let isExecutable: Bool

  package init(path: String, stamp: FileStamp, isExecutable: Bool) {
    self.path = path
    self.stamp = stamp
    self.isExecutable = isExecutable
  }
}

/// Something below a folder that is neither a folder nor a regular file that could be opened.
package enum FolderObstacle: Hashable, Sendable {
  case symbolicLink
  /// A FIFO, a socket or a device.
  case special
  /// A name that is not UTF-8; the path is repaired for display.
  case undecodableName
  /// A folder at ``FolderWalkLimit/depth``.
  case tooDeep
  /// More names than ``FolderWalkLimit/names``; the walk ended here.
  case tooMany
  case failed(FileFailure)

  /// A phrase to put after a path.
  package var message: String {
    switch self {
    case .symbolicLink: "is a symbolic link"
    case .special: "is not a regular file"
    case .undecodableName: "has a name that is not UTF-8"
    case .tooDeep: "is nested too deeply"
    case .tooMany: "is one of more than \(FolderWalkLimit.names) names"
    case .failed(let failure): failure.message
    }
  }
}

/// How far a walk over one crate's folder goes.
package enum FolderWalkLimit {
  /// A path in a crate has at most some 20 components; this deep it nears the system's own limit.
  package static let depth = 64
  /// The largest crates have some 20,000 files.
  package static let names = 200_000
}

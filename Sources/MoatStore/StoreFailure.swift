/// Why a file or a folder was not written.
package enum StoreFailure: Error, Hashable, Sendable {
  /// The path is a symbolic link: replacing it would detach it, following it could write anywhere.
  case symbolicLink
  /// The path is a folder, FIFO, socket or device.
  case notAFile
  /// The path is something else than a folder.
  case notAFolder
  /// A folder is there, and was not to be replaced.
  case exists
  /// The path has a NUL byte, or names no file.
  case invalidPath
  /// Every temporary name tried was taken.
  case noTemporaryName
  /// Another process writes in the same folder.
  case busy
  /// Something is at the place where a folder is staged, and it is not known whether it is in use.
  case leftover(String)
  /// The system refused one step.
  case system(step: StoreStep, errno: Int32)

  /// A phrase to put after a path and a colon.
  package var message: String {
    switch self {
    case .symbolicLink: "is a symbolic link, and what it leads to is not replaced"
    case .notAFile: "is not a regular file"
    case .notAFolder: "is not a folder"
    case .exists: "is there already"
    case .invalidPath: "is not the path of a file"
    case .noTemporaryName: "no free name for a temporary file beside it"
    case .busy: "another run writes in the same folder"
    case .leftover(let path):
      "`\(path)` is in the way: another run, or what is left of one that was stopped"
    case .system(let step, let code): "cannot \(step.rawValue): \(StoreFailure.text(of: code))"
    }
  }
}

/// The steps of a write.
package enum StoreStep: String, Hashable, Sendable {
  case look = "look at it"
  case create = "create a temporary file beside it"
  case write = "write the temporary file"
  case setMode = "set the permissions of the temporary file"
  case setModified = "set the time of the temporary file"
  case sync = "bring the temporary file to disk"
  case close = "close the temporary file"
  case rename = "put the temporary file in its place"
  case syncDirectory = "bring its folder to disk"
  case remove = "remove the temporary file"
  case lock = "lock it"
  case makeFolder = "make a folder"
  case setFolderMode = "set the permissions of a folder"
  case syncFolder = "bring the new folder to disk"
  case placeFolder = "put the new folder in its place"
  case removeFolder = "remove a folder"
}

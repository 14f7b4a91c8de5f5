extension InMemoryStoreFiles {
  package func lock(_ folder: String) throws(StoreFailure) -> StoreLock {
    if missing.contains(.locks) { return .unsupported }
    return try perform(.lock) { state in
      guard state.locked.insert(folder).inserted else { return .taken }
      // Files count up from 0.
      let handle = -1 - Int32(state.operations)
      state.openHandles.insert(handle)
      state.locks[handle] = folder
      return .held(StoreHandle(handle))
    }
  }

  package func makeFolder(_ path: String) throws(StoreFailure) -> Bool {
    try perform(.makeFolder) { state in
      if state.names.isTaken(path) { return false }
      state.names.folders[path] = 0o700
      return true
    }
  }

  package func setFolderMode(_ mode: UInt32, of path: String) throws(StoreFailure) {
    try perform(.setFolderMode) { $0.names.folders[path] = mode }
  }

  package func syncFolder(_ path: String) throws(StoreFailure) {
    try perform(.syncFolder) { state in
      for index in state.inodes.indices { state.inodes[index].synced = state.inodes[index].bytes }
      state.syncedNames = state.names
    }
  }

  package func place(_ folder: String, at path: String) throws(StoreFailure) -> Bool {
    try perform(.placeFolder) { state -> Bool? in
      guard state.names.isFolder(folder) else { return nil }
      if state.names.isTaken(path) { return false }
      state.names.move(folder, to: path)
      return true
    }
  }

  package func exchange(_ one: String, _ two: String) throws(StoreFailure) -> Bool {
    if missing.contains(.exchange) { return false }
    return try perform(.placeFolder) { state -> Bool? in
      guard state.names.isFolder(one), state.names.isFolder(two) else { return nil }
      // A name that no path can have.
      state.names.move(one, to: "\0")
      state.names.move(two, to: one)
      state.names.move("\0", to: two)
      return true
    }
  }

  package func removeFolder(_ path: String) throws(StoreFailure) {
    func below(_ state: State) -> [String] {
      state.names.files.keys.filter { $0.utf8.starts(with: "\(path)/".utf8) }.sorted()
    }
    try perform(
      .removeFolder,
      half: { state in
        let files = below(state)
        for file in files.prefix(files.count / 2) { state.names.files[file] = nil }
      },
      { state -> Void? in
        guard state.names.isFolder(path) else { return nil }
        for file in below(state) { state.names.files[file] = nil }
        state.names.links = state.names.links.filter { !$0.utf8.starts(with: "\(path)/".utf8) }
        state.names.folders = state.names.folders.filter { folder, _ in
          folder != path && !folder.utf8.starts(with: "\(path)/".utf8)
        }
        return ()
      })
  }
}

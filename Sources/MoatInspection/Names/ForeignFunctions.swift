import MoatRust

/// Functions of C libraries and of Windows, by the one name that they have everywhere: below `libc`,
/// below `windows_sys`, or in an `extern` block of the crate's own.
enum ForeignFunctions {
  /// Crates that hand such functions on under their own names, at any depth.
  static let crates: Set<String> = [
    "libc", "winapi", "windows", "windows_sys", "ntapi", "kernel32", "ws2_32", "advapi32",
    "wininet",
    "winhttp", "urlmon", "shell32", "user32", "curl_sys", "openssl_sys", "linux_raw_sys",
    "syscalls", "c_scape", "phnt",
  ]

  /// - Parameter name: a function as linked; the last letter of Windows' `…A` and `…W` may be there.
  static func capability(of name: String) -> Capability? {
    if let capability = byName[name] { return capability }
    guard let last = name.utf8.last, last == UInt8(ascii: "A") || last == UInt8(ascii: "W"),
      name.utf8.first.map({ $0 < UInt8(ascii: "a") }) ?? false
    else { return nil }
    return byName[String(name.dropLast())]
  }

  /// Through this pass the names of all that have one.
  static let filter = TokenFilter(names: byName.keys.flatMap { [$0, $0 + "A", $0 + "W"] })

  private static let byName: [String: Capability] = {
    var all: [String: Capability] = [:]
    for (capability, names) in groups {
      for name in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        all[String(name)] = capability
      }
    }
    return all
  }()

  private static let groups: [(Capability, String)] = [
    (
      .network,
      """
      socket connect bind listen accept accept4 sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg
      getaddrinfo gethostbyname gethostbyname_r res_query res_search socketpair
      WSAStartup WSASocket WSAConnect WSASend WSARecv WSASendTo GetAddrInfo GetAddrInfoEx
      InternetOpen InternetOpenUrl InternetConnect InternetReadFile HttpOpenRequest HttpSendRequest
      WinHttpOpen WinHttpConnect WinHttpOpenRequest WinHttpSendRequest WinHttpReceiveResponse
      URLDownloadToFile URLDownloadToCacheFile DnsQuery_ FtpPutFile FtpGetFile BitsCreateJob
      curl_easy_init curl_easy_perform curl_easy_setopt SSL_connect
      """
    ),
    (
      .process,
      """
      execl execle execlp execv execve execveat execvp execvpe execvP fexecve fork vfork forkpty
      system popen posix_spawn posix_spawnp ptrace daemon wordexp
      CreateProcess CreateProcessAsUser CreateProcessWithLogonW CreateProcessWithTokenW
      CreateProcessWithLogon CreateProcessWithToken ShellExecute ShellExecuteEx WinExec
      CreateRemoteThread CreateRemoteThreadEx WriteProcessMemory ReadProcessMemory
      VirtualAllocEx QueueUserAPC NtCreateThreadEx NtUnmapViewOfSection SetThreadContext
      NtCreateProcess NtCreateProcessEx NtCreateUserProcess RtlCreateUserThread OpenProcess
      """
    ),
    (.fileRead, "open open64 openat openat64 fopen fopen64 opendir fdopendir CreateFile readlink"),
    (
      .fileWrite,
      """
      creat creat64 unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir symlink symlinkat
      link linkat truncate truncate64 mknod mknodat mkstemp mkdtemp
      DeleteFile MoveFile MoveFileEx CopyFile CopyFileEx CreateDirectory RemoveDirectory
      CreateSymbolicLink CreateHardLink
      """
    ),
    (
      .credentialPath,
      "CryptUnprotectData CredRead CredEnumerate LsaRetrievePrivateData NCryptUnprotectSecret"
    ),
    (.permissions, "chmod fchmod fchmodat chown fchown lchown fchownat SetNamedSecurityInfo"),
    (
      .environmentRead,
      "getenv secure_getenv GetEnvironmentVariable ExpandEnvironmentStrings"
    ),
    (.environmentAll, "environ _NSGetEnviron GetEnvironmentStrings"),
    (.environmentWrite, "setenv putenv unsetenv clearenv SetEnvironmentVariable"),
    (.directoryWalk, "nftw ftw fts_open nftw64 ftw64"),
    (
      .dynamicLoading,
      """
      dlopen dlmopen dlsym dlvsym memfd_create PROT_EXEC
      LoadLibrary LoadLibraryEx GetProcAddress LoadModule LdrLoadDll LdrGetProcedureAddress
      PAGE_EXECUTE_READWRITE PAGE_EXECUTE_READ NSLinkModule
      """
    ),
    (
      .hostTrigger,
      """
      gethostname getlogin getlogin_r getpwuid getpwuid_r getpwnam getpwnam_r uname sysinfo
      getifaddrs GetComputerName GetComputerNameEx GetUserName GetUserNameEx GetVolumeInformation
      GetAdaptersInfo GetAdaptersAddresses IsDebuggerPresent CheckRemoteDebuggerPresent
      CreateToolhelp32Snapshot Process32First Process32Next NtQueryInformationProcess
      GetKeyboardLayout GetUserDefaultLocaleName GetUserDefaultUILanguage
      """
    ),
    (
      .clipboard,
      "OpenClipboard GetClipboardData SetClipboardData AddClipboardFormatListener"
    ),
    (
      .persistence,
      """
      RegSetValueEx RegSetKeyValue RegCreateKeyEx CreateService StartService
      SetWindowsHookEx
      """
    ),
    (.ffi, "syscall"),
  ]
}

pub fn right_lib_0() -> usize {
    0
}
pub fn right_lib_1() -> usize {
    1
}
pub fn right_lib_2() -> usize {
    2
}
pub fn right_lib_3() -> usize {
    3
}
pub fn right_lib_4() -> usize {
    4
}
pub fn right_lib_5() -> usize {
    5
}
pub fn right_lib_6() -> usize {
    6
}
pub fn right_lib_7() -> usize {
    7
}
pub fn right_lib_8() -> usize {
    8
}
pub fn right_lib_9() -> usize {
    9
}
pub fn right_lib_10() -> usize {
    10
}
pub fn right_lib_11() -> usize {
    11
}
pub fn right_lib_12() -> usize {
    12
}
pub fn right_lib_13() -> usize {
    13
}
pub fn right_lib_14() -> usize {
    14
}
pub fn right_lib_15() -> usize {
    15
}
pub fn right_lib_16() -> usize {
    16
}
pub fn right_lib_17() -> usize {
    17
}
pub fn right_lib_18() -> usize {
    18
}
pub fn right_lib_19() -> usize {
    19
}
pub fn right_lib_20() -> usize {
    20
}
pub fn right_lib_21() -> usize {
    21
}
pub fn right_lib_22() -> usize {
    22
}
pub fn right_lib_23() -> usize {
    23
}
pub fn right_lib_24() -> usize {
    24
}
pub fn right_lib_25() -> usize {
    25
}
pub fn right_lib_26() -> usize {
    26
}
pub fn right_lib_27() -> usize {
    27
}
pub fn right_lib_28() -> usize {
    28
}
pub fn right_lib_29() -> usize {
    29
}
pub fn right_lib_30() -> usize {
    30
}
pub fn right_lib_31() -> usize {
    31
}
pub fn right_lib_32() -> usize {
    32
}
pub fn right_lib_33() -> usize {
    33
}
pub fn right_lib_34() -> usize {
    34
}
pub fn right_lib_35() -> usize {
    35
}
pub fn right_lib_36() -> usize {
    36
}
pub fn right_lib_37() -> usize {
    37
}
pub fn right_lib_38() -> usize {
    38
}
pub fn right_lib_39() -> usize {
    39
}
pub fn right_lib_40() -> usize {
    40
}
pub fn right_lib_41() -> usize {
    41
}
pub fn right_lib_42() -> usize {
    42
}
pub fn right_lib_43() -> usize {
    43
}
pub fn right_lib_44() -> usize {
    44
}
pub fn right_lib_45() -> usize {
    45
}
pub fn right_lib_46() -> usize {
    46
}
pub fn right_lib_47() -> usize {
    47
}
pub fn right_lib_48() -> usize {
    48
}
pub fn right_lib_49() -> usize {
    49
}

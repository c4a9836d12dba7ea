#include <stdlib.h>
#include <string.h>
#include <stdio.h>
static int helper(int n) { return n * 3; }
static int fib(int n) { return n < 2 ? helper(n) : fib(n - 1) + fib(n - 2); }
static int even(int n);
static int odd(int n) { return n == 0 ? 0 : even(n - 1); }
static int even(int n) { return n == 0 ? 1 : odd(n - 1); }
static char* make(int n){ char*p=malloc(n); memset(p,1,n); return p;}
int main(){ long s=fib(15)+even(9); char*k[50]; for(int i=0;i<50;i++){k[i]=make(1000*i+1); s+=k[i][0];} for(int i=0;i<40;i++) free(k[i]); printf("%ld\n",s); return 0;}
